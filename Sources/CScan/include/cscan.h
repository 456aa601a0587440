#ifndef CSCAN_H
#define CSCAN_H

#include <stddef.h>
#include <stdint.h>

/// Finds the bytes that structure comma-separated values.
///
/// For each of `blocks` blocks of 64 bytes a word is written whose bit i says whether byte i is one of three: for a
/// separator, a line end and a quote. With the widest registers that the processor has.
void cscan_structure(const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found);

/// The same with no more than every processor has.
void cscan_structure_plain(const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found);


/// Has memory that is freed used again: by default glibc gives larger pieces back to the system at once, which has to
/// clear them anew for the next chunk.
void cscan_keep_memory(void);

#endif
