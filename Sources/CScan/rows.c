#include "cscan.h"

// A cell at a time in Swift, with all that may be otherwise about it, took three times as long.

#include <string.h>

static inline uint64_t match(uint64_t word, uint64_t pattern) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7Full;
  uint64_t difference = word ^ pattern;
  return ~(((difference & low) + low) | difference | low);
}

// A bit for each of 64 bytes that equals one.
static inline uint64_t find_plain(const uint8_t *bytes, uint8_t byte) {
  uint64_t bits = 0;
  for (int i = 0; i < 8; i++) {
    uint64_t word;
    memcpy(&word, bytes + 8 * i, 8);
    bits |= ((match(word, byte * 0x0101010101010101ull) >> 7) * 0x0102040810204080ull >> 56) << (8 * i);
  }
  return bits;
}

// The cells that end in a block, one by one, whatever is the matter with them.
#define EACH_CELL                                                                                                  \
  for (; marks; marks &= marks - 1) {                                                                              \
    unsigned place = (unsigned)__builtin_ctzll(marks);                                                             \
    size_t at = block + place;                                                                                     \
    if (next == full) return found;                                                                                \
    size_t length = at - start;                                                                                    \
    if (ends >> place & 1) {                                                                                       \
      if (length > 0 && bytes[at - 1] == '\r') length--;                                                           \
      *next++ = start | (uint64_t)length << 32 | (uint64_t)(length == 0) << 60;                                    \
      if (next != full) return found;                                                                              \
      full += columns;                                                                                             \
      found.end = start = at + 1;                                                                                  \
      if (++found.rows == rows || start >= limit) return found;                                                    \
    } else {                                                                                                       \
      *next++ = start | (uint64_t)length << 32 | (uint64_t)(length == 0) << 60;                                    \
      start = at + 1;                                                                                              \
    }                                                                                                              \
  }                                                                                                                \
  if (quotes) return found

// The loop that all kinds of registers share.
#define EACH_ROW(find)                                                                                             \
  struct cscan_rows found = {0, start};                                                                            \
  uint64_t *next = cells, *full = cells + columns;                                                                 \
  for (size_t block = start; block + 64 <= size; block += 64) {                                                    \
    uint64_t ends = find(bytes + block, '\n'), quotes = find(bytes + block, '"');                                  \
    uint64_t marks = ends | find(bytes + block, separator);                                                        \
    if (quotes) marks &= (quotes & -quotes) - 1;                                                                   \
    EACH_CELL;                                                                                                     \
  }                                                                                                                \
  return found

struct cscan_rows cscan_rows_plain(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells) {
  EACH_ROW(find_plain);
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))
#define AVX512 __attribute__((target("avx512bw,bmi")))

AVX2 static inline uint64_t find_avx2(const uint8_t *bytes, uint8_t byte) {
  const __m256i all = _mm256_set1_epi8((char)byte);
  __m256i first = _mm256_loadu_si256((const __m256i *)bytes), last = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, all)) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(last, all)) << 32;
}

AVX512 static inline uint64_t find_avx512(const uint8_t *bytes, uint8_t byte) {
  return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes), _mm512_set1_epi8((char)byte));
}

AVX2 static struct cscan_rows rows_avx2(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells) {
  EACH_ROW(find_avx2);
}

AVX512 static struct cscan_rows rows_avx512(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells) {
  EACH_ROW(find_avx512);
}

#define COMPRESS __attribute__((target("avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt,lzcnt")))

// The cells of a block all at once: where nearly each block has another number of them, a loop over them mispredicts its
// end nearly each time. Blocks with more than sixteen, with anything out of the way or near the end go the long way.
COMPRESS static struct cscan_rows rows_compress(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells) {
  struct cscan_rows found = {0, start};
  uint64_t *next = cells, *full = cells + columns, *last = cells + rows * columns;
  uint64_t rowEnds = 0;
  for (size_t place = 0; place < 64; place += columns) rowEnds |= 1ull << place;
  __m512i places = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35,
      34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
      3, 2, 1, 0);
  const __m512i one = _mm512_set1_epi64(1), empty = _mm512_set1_epi64(1ll << 60);
  for (size_t block = start; block + 64 <= size; block += 64) {
    __m512i text = _mm512_loadu_si512(bytes + block);
    uint64_t ends = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\n'));
    uint64_t quotes = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('"'));
    uint64_t returns = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\r'));
    uint64_t marks = ends | _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8((char)separator));
    if (marks == 0 && quotes == 0) continue;
    size_t count = (size_t)__builtin_popcountll(marks), left = (size_t)(full - next);
    // Whether the lines end where the rows do: of a row's cells only the last one ends at a line end.
    uint64_t expected = left == 0 || left > 64 ? 0 : rowEnds << (left - 1) & ((1ull << (count & 63)) - 1);
    size_t done = (size_t)__builtin_popcountll(expected);
    // A line end of a block before may have a return of its own.
    bool isPlain = !quotes && !returns && count <= 16 && left > 0 && _pext_u64(ends, marks) == expected &&
                   found.rows + done < rows && block + 64 < limit && next + 16 <= last &&
                   !((ends & 1) && block > 0 && bytes[block - 1] == '\r');
    if (!isPlain) {
      if (quotes) marks &= (quotes & -quotes) - 1;
      EACH_CELL;
      continue;
    }
    __m512i at = _mm512_add_epi32(
        _mm512_cvtepu8_epi32(_mm512_castsi512_si128(_mm512_maskz_compress_epi8(marks, places))),
        _mm512_set1_epi32((int)block));
    __m512i before = _mm512_alignr_epi32(at, _mm512_set1_epi32((int)start - 1), 15);
    __m512i starts = _mm512_add_epi32(before, _mm512_set1_epi32(1)), lengths = _mm512_sub_epi32(at, starts);
    for (int half = 0; half < 2; half++) {
      __m256i begin = half ? _mm512_extracti64x4_epi64(starts, 1) : _mm512_castsi512_si256(starts);
      __m256i length = half ? _mm512_extracti64x4_epi64(lengths, 1) : _mm512_castsi512_si256(lengths);
      __m512i wide = _mm512_cvtepu32_epi64(length);
      __m512i cell = _mm512_or_si512(_mm512_cvtepu32_epi64(begin), _mm512_slli_epi64(wide, 32));
      cell = _mm512_mask_or_epi64(cell, _mm512_cmplt_epu64_mask(wide, one), cell, empty);
      _mm512_storeu_si512(next + 8 * half, cell);
      if (count <= 8) break;
    }
    next += count;
    start = block + 64 - (size_t)__builtin_clzll(marks);
    if (ends) {
      found.end = block + 64 - (size_t)__builtin_clzll(ends);
      found.rows += done;
      full += done * columns;
    }
  }
  return found;
}
#endif

struct cscan_rows cscan_rows(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("bmi")) {
    if (__builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vbmi") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("bmi2")) {
      return rows_compress(bytes, size, start, limit, separator, columns, rows, cells);
    }
    if (__builtin_cpu_supports("avx512bw")) {
      return rows_avx512(bytes, size, start, limit, separator, columns, rows, cells);
    }
    if (__builtin_cpu_supports("avx2")) return rows_avx2(bytes, size, start, limit, separator, columns, rows, cells);
  }
#endif
  return cscan_rows_plain(bytes, size, start, limit, separator, columns, rows, cells);
}
