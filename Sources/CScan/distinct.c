#include "cscan.h"

// Hashing does not wait for the registers, so a block is hashed at once, as many values in one step as the processor
// has room for; the registers are then one load, comparison and store each.

#include <string.h>

#define BLOCK 64

// The finaliser of splitmix64, as `NumberCounts.hash` has it; the compiler turns the loop into vectors.
#define HASH(some)                                                                                                \
  for (size_t i = 0; i < (some); i++) {                                                                           \
    uint64_t bits = KEY(values[i]) + 0x9E3779B97F4A7C15ull;                                                       \
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ull;                                                         \
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBull;                                                         \
    bits ^= bits >> 31;                                                                                           \
    places[i] = (uint32_t)(bits >> 52);                                                                           \
    ranks[i] = (uint32_t)__builtin_clzll(bits << 12 | 1 << 11) + 1;                                               \
  }

#define EACH_BLOCK                                                                                                \
  uint32_t places[BLOCK], ranks[BLOCK];                                                                           \
  while (count > 0) {                                                                                             \
    size_t some = count < BLOCK ? count : BLOCK;                                                                  \
    if (some == BLOCK) {                                                                                          \
      HASH(BLOCK)                                                                                                 \
    } else {                                                                                                      \
      HASH(some)                                                                                                  \
    }                                                                                                             \
    for (size_t i = 0; i < some; i++) {                                                                           \
      uint8_t rank = (uint8_t)ranks[i], known = registers[places[i]];                                             \
      registers[places[i]] = rank > known ? rank : known;                                                         \
    }                                                                                                             \
    values += some;                                                                                               \
    count -= some;                                                                                                \
  }

// Zero has two signs and is one value.
static inline uint64_t bits_of(double value) {
  uint64_t bits;
  value += 0.0;
  memcpy(&bits, &value, 8);
  return bits;
}

#if defined(__x86_64__)
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512cd,avx512vl")))
#define HAS_AVX512 \
  (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512vl"))
#endif

#define KEY(value) bits_of(value)
void cscan_distinct_numbers_plain(const double *values, size_t count, uint8_t *registers) { EACH_BLOCK }
#if defined(__x86_64__)
AVX512 static void distinct_numbers_avx512(const double *values, size_t count, uint8_t *registers) { EACH_BLOCK }
#endif
#undef KEY

#define KEY(value) (value)
void cscan_distinct_keys_plain(const uint64_t *values, size_t count, uint8_t *registers) { EACH_BLOCK }
#if defined(__x86_64__)
AVX512 static void distinct_keys_avx512(const uint64_t *values, size_t count, uint8_t *registers) { EACH_BLOCK }
#endif
#undef KEY

void cscan_distinct_numbers(const double *values, size_t count, uint8_t *registers) {
#if defined(__x86_64__)
  if (HAS_AVX512) {
    distinct_numbers_avx512(values, count, registers);
    return;
  }
#endif
  cscan_distinct_numbers_plain(values, count, registers);
}

void cscan_distinct_keys(const uint64_t *values, size_t count, uint8_t *registers) {
#if defined(__x86_64__)
  if (HAS_AVX512) {
    distinct_keys_avx512(values, count, registers);
    return;
  }
#endif
  cscan_distinct_keys_plain(values, count, registers);
}
