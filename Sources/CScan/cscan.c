#include "cscan.h"

// Swift has no instruction that makes a word of a comparison's results; eight bytes at a time, without it, the search took
// a fifth of the time of a check (Benchmarks/data).

#include <stdlib.h>
#include <string.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

static uint64_t match(uint64_t word, uint64_t pattern) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7Full;
  uint64_t difference = word ^ pattern;
  return ~(((difference & low) + low) | difference | low);
}

void cscan_structure_plain(const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found) {
  const uint64_t ones = 0x0101010101010101ull;
  for (size_t block = 0; block < blocks; block++) {
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++) {
      uint64_t word;
      memcpy(&word, bytes + 64 * block + 8 * i, 8);
      uint64_t all = match(word, a * ones) | match(word, b * ones) | match(word, c * ones);
      // The eight highest bits, side by side: each is moved to its own place in the highest byte.
      bits |= ((all >> 7) * 0x0102040810204080ull >> 56) << (8 * i);
    }
    found[block] = bits;
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static void structure_avx2(
    const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found) {
  const __m256i as = _mm256_set1_epi8((char)a), bs = _mm256_set1_epi8((char)b), cs = _mm256_set1_epi8((char)c);
  for (size_t block = 0; block < blocks; block++) {
    uint64_t bits = 0;
    for (int half = 0; half < 2; half++) {
      __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + 64 * block + 32 * half));
      __m256i all = _mm256_or_si256(
          _mm256_or_si256(_mm256_cmpeq_epi8(text, as), _mm256_cmpeq_epi8(text, bs)), _mm256_cmpeq_epi8(text, cs));
      bits |= (uint64_t)(uint32_t)_mm256_movemask_epi8(all) << (32 * half);
    }
    found[block] = bits;
  }
}

__attribute__((target("avx512bw"))) static void structure_avx512(
    const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found) {
  const __m512i as = _mm512_set1_epi8((char)a), bs = _mm512_set1_epi8((char)b), cs = _mm512_set1_epi8((char)c);
  for (size_t block = 0; block < blocks; block++) {
    __m512i text = _mm512_loadu_si512(bytes + 64 * block);
    found[block] =
        _mm512_cmpeq_epi8_mask(text, as) | _mm512_cmpeq_epi8_mask(text, bs) | _mm512_cmpeq_epi8_mask(text, cs);
  }
}
#endif

void cscan_structure(const uint8_t *bytes, size_t blocks, uint8_t a, uint8_t b, uint8_t c, uint64_t *found) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw")) return structure_avx512(bytes, blocks, a, b, c, found);
  if (__builtin_cpu_supports("avx2")) return structure_avx2(bytes, blocks, a, b, c, found);
#endif
  cscan_structure_plain(bytes, blocks, a, b, c, found);
}

void cscan_keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
#endif
}
