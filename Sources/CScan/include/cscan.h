#ifndef CSCAN_H
#define CSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Finds the bytes that structure comma-separated values.
///
/// For each of `blocks` blocks of 64 bytes a word is written whose bit i says whether byte i is one of three: for a
/// separator, a line end and a quote. With the widest registers that the processor has.
void cscan_structure(const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found);

/// The same with no more than every processor has.
void cscan_structure_plain(const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found);


struct cscan_rows {
  size_t rows;
  /// Where the row behind them begins.
  size_t end;
};

/// Writes the cells (`Cell`) of rows of comma-separated values, the first of which begins at `start`, up to one that
/// begins at `limit` or behind it, or that has a quote, other cells than there are columns or its end near `size`.
struct cscan_rows cscan_rows(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells);

/// The same with no more than every processor has.
struct cscan_rows cscan_rows_plain(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells);

/// The double nearest to mantissa / 10^fraction, for a fraction of 0 to 22 digits.
double cscan_decimal(uint64_t mantissa, int fraction);

struct cscan_numbers {
  /// Cells that are not null.
  size_t count;
  /// Of these, those that are to be read otherwise.
  size_t others;
  /// Whether none of the rest has a point.
  bool are_whole;
};

/// Reads a column of cells (`Cell`) as decimal numbers.
///
/// For each that is not null a value is written to `values`; what is no number as most are, or lies elsewhere than in
/// `bytes`, is left out, and the places of its value and its row are written to `others`. Both have room for all rows.
struct cscan_numbers cscan_numbers(
    const uint8_t *bytes, const uint64_t *cells, size_t stride, size_t rows, double *values, uint32_t *others);

/// The same with no more than every processor has.
struct cscan_numbers cscan_numbers_plain(
    const uint8_t *bytes, const uint64_t *cells, size_t stride, size_t rows, double *values, uint32_t *others);

struct cscan_summary {
  double mean, minimum, maximum;
  /// The sum of the squares of the differences from the mean.
  double squares;
};

/// What numbers come to, at least one, of which none is NaN.
struct cscan_summary cscan_summary(const double *values, size_t count);

/// Notes numbers in the 4,096 registers of a sketch that tells how many different ones there are (`DistinctSketch`).
void cscan_distinct_numbers(const double *values, size_t count, uint8_t *registers);

/// The same for values that have keys, each its own.
void cscan_distinct_keys(const uint64_t *values, size_t count, uint8_t *registers);

/// The same with no more than every processor has.
void cscan_distinct_numbers_plain(const double *values, size_t count, uint8_t *registers);
void cscan_distinct_keys_plain(const uint64_t *values, size_t count, uint8_t *registers);

/// Sorts numbers, of which none is NaN; `scratch` has room for as many.
void cscan_sort(double *values, size_t count, double *scratch);

/// Has memory that is freed used again: by default glibc gives larger pieces back to the system at once, which has to
/// clear them anew for the next chunk.
void cscan_keep_memory(void);

#endif
