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

// The loop that all kinds of registers share.
#define EACH_ROW(find)                                                                                             \
  struct cscan_rows found = {0, start};                                                                            \
  uint64_t *next = cells, *full = cells + columns;                                                                 \
  for (size_t block = start; block + 64 <= size; block += 64) {                                                    \
    uint64_t ends = find(bytes + block, '\n'), quotes = find(bytes + block, '"');                                  \
    uint64_t marks = ends | find(bytes + block, separator);                                                        \
    if (quotes) marks &= (quotes & -quotes) - 1;                                                                   \
    for (; marks; marks &= marks - 1) {                                                                            \
      unsigned place = (unsigned)__builtin_ctzll(marks);                                                           \
      size_t at = block + place;                                                                                   \
      if (next == full) return found;                                                                              \
      size_t length = at - start;                                                                                  \
      if (ends >> place & 1) {                                                                                     \
        if (length > 0 && bytes[at - 1] == '\r') length--;                                                         \
        *next++ = start | (uint64_t)length << 32 | (uint64_t)(length == 0) << 60;                                  \
        if (next != full) return found;                                                                            \
        full += columns;                                                                                           \
        found.end = start = at + 1;                                                                                \
        if (++found.rows == rows || start >= limit) return found;                                                  \
      } else {                                                                                                     \
        *next++ = start | (uint64_t)length << 32 | (uint64_t)(length == 0) << 60;                                  \
        start = at + 1;                                                                                            \
      }                                                                                                            \
    }                                                                                                              \
    if (quotes) return found;                                                                                      \
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
#endif

struct cscan_rows cscan_rows(
    const uint8_t *bytes, size_t size, size_t start, size_t limit, uint8_t separator, size_t columns, size_t rows,
    uint64_t *cells) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("bmi")) {
    if (__builtin_cpu_supports("avx512bw")) {
      return rows_avx512(bytes, size, start, limit, separator, columns, rows, cells);
    }
    if (__builtin_cpu_supports("avx2")) return rows_avx2(bytes, size, start, limit, separator, columns, rows, cells);
  }
#endif
  return cscan_rows_plain(bytes, size, start, limit, separator, columns, rows, cells);
}
