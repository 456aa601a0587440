#include "cscan.h"

// A byte at a time, with as many digits as each number happens to have, most of the time went into branches
// mispredicted. Here nothing but the kind of number, whole or not, decides which way it goes; where registers are wide
// enough, all digits are turned into a number at once.

#include <string.h>

// 2^(63 + bits of 5^n) / 5^n + 1, rounded down to 128 bits, for n from 0 to 22: the higher half, then the lower.
static const uint64_t reciprocals[23][2] = {
    {0x8000000000000000, 0x0000000000000001},
    {0xCCCCCCCCCCCCCCCC, 0xCCCCCCCCCCCCCCCD},
    {0xA3D70A3D70A3D70A, 0x3D70A3D70A3D70A4},
    {0x83126E978D4FDF3B, 0x645A1CAC083126EA},
    {0xD1B71758E219652B, 0xD3C36113404EA4A9},
    {0xA7C5AC471B478423, 0x0FCF80DC33721D54},
    {0x8637BD05AF6C69B5, 0xA63F9A49C2C1B110},
    {0xD6BF94D5E57A42BC, 0x3D32907604691B4D},
    {0xABCC77118461CEFC, 0xFDC20D2B36BA7C3E},
    {0x89705F4136B4A597, 0x31680A88F8953031},
    {0xDBE6FECEBDEDD5BE, 0xB573440E5A884D1C},
    {0xAFEBFF0BCB24AAFE, 0xF78F69A51539D749},
    {0x8CBCCC096F5088CB, 0xF93F87B7442E45D4},
    {0xE12E13424BB40E13, 0x2865A5F206B06FBA},
    {0xB424DC35095CD80F, 0x538484C19EF38C95},
    {0x901D7CF73AB0ACD9, 0x0F9D37014BF60A11},
    {0xE69594BEC44DE15B, 0x4C2EBE687989A9B4},
    {0xB877AA3236A4B449, 0x09BEFEB9FAD487C3},
    {0x9392EE8E921D5D07, 0x3AFF322E62439FD0},
    {0xEC1E4A7DB69561A5, 0x2B31E9E3D06C32E6},
    {0xBCE5086492111AEA, 0x88F4BB1CA6BCF585},
    {0x971DA05074DA7BEE, 0xD3F6FC16EBCA5E04},
    {0xF1C90080BAF72CB1, 0x5324C68B12DD6339},
};

// Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and Experience 51, 2021, whose proof covers
// every 64-bit m: the product with a power of five of 128 bits.
static inline double nearest(uint64_t mantissa, int fraction) {
  if (fraction == 0 || mantissa == 0) return (double)mantissa;
  int leading = __builtin_clzll(mantissa);
  uint64_t normalised = mantissa << leading;
  unsigned __int128 product = (unsigned __int128)normalised * reciprocals[fraction][0];
  uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
  if ((high & 0x1FF) == 0x1FF) {
    uint64_t second = (uint64_t)(((unsigned __int128)normalised * reciprocals[fraction][1]) >> 64);
    low += second;
    high += low < second;
  }
  int upper = (int)(high >> 63), shift = upper + 9;
  uint64_t digits = high >> shift;
  int exponent = (int)((217706 * -(int64_t)fraction) >> 16) + 63 + upper - leading + 1023;
  // Exactly between two: to the even one.
  if (low <= 1 && fraction <= 4 && (digits & 3) == 1 && digits << shift == high) digits &= ~1ull;
  digits = (digits + (digits & 1)) >> 1;
  if (digits >> 53) {
    digits = 1ull << 52;
    exponent++;
  }
  uint64_t bits = (uint64_t)exponent << 52 | (digits & ((1ull << 52) - 1));
  double value;
  memcpy(&value, &bits, 8);
  return value;
}

double cscan_decimal(uint64_t mantissa, int fraction) { return nearest(mantissa, fraction); }

static inline uint64_t load(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

// The number of up to eight digits before an end; `wrong` gets a bit for what is no digit. Three multiplications in
// place of eight, as Lemire has it.
static inline uint64_t eight(const uint8_t *end, int count, uint64_t *wrong) {
  const uint64_t high = 0xF0F0F0F0F0F0F0F0ull;
  // In two steps, since a shift by 64 is none.
  uint64_t word = (load(end - 8) ^ 0x3030303030303030ull) & (~0ull << (32 - 4 * count) << (32 - 4 * count));
  *wrong |= (word | (word + 0x0606060606060606ull)) & high;
  word = (word * 2561) >> 8;
  word = ((word & 0x00FF00FF00FF00FFull) * 6553601) >> 16;
  return ((word & 0x0000FFFF0000FFFFull) * 42949672960001ull) >> 32;
}

#if defined(__SSE2__)
#include <emmintrin.h>

// A bit for each point among the 32 bytes before an end, the highest for the last.
static inline uint32_t points(const uint8_t *end) {
  const __m128i point = _mm_set1_epi8('.');
  uint32_t first = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(end - 32)), point));
  uint32_t last = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(end - 16)), point));
  return last << 16 | first;
}
#else
static inline uint32_t points(const uint8_t *end) {
  const uint64_t low = 0x7F7F7F7F7F7F7F7Full;
  uint32_t found = 0;
  for (int i = 0; i < 4; i++) {
    uint64_t difference = load(end - 32 + 8 * i) ^ 0x2E2E2E2E2E2E2E2Eull;
    uint64_t all = ~(((difference & low) + low) | difference | low);
    found |= (uint32_t)((all >> 7) * 0x0102040810204080ull >> 56) << (8 * i);
  }
  return found;
}
#endif

static const uint64_t powers[20] = {
    1ull,
    10ull,
    100ull,
    1000ull,
    10000ull,
    100000ull,
    1000000ull,
    10000000ull,
    100000000ull,
    1000000000ull,
    10000000000ull,
    100000000000ull,
    1000000000000ull,
    10000000000000ull,
    100000000000000ull,
    1000000000000000ull,
    10000000000000000ull,
    100000000000000000ull,
    1000000000000000000ull,
    10000000000000000000ull,
};

// Digits with at most one point, 8 before it and 19 behind it; false for what the long way has to see.
static inline bool decimal(const uint8_t *start, const uint8_t *end, double *value, bool *is_whole) {
  bool is_negative = *start == '-';
  start += is_negative;
  int length = (int)(end - start);
  if (length == 0) return false;
  uint64_t wrong = 0, mantissa;
  double found;
  uint32_t point = points(end) >> (32 - length);
  if (point == 0) {
    if (length > 16) return false;
    int last = length < 8 ? length : 8;
    mantissa = eight(end, last, &wrong);
    if (length > 8) mantissa += 100000000 * eight(end - 8, length - 8, &wrong);
    found = (double)mantissa;
  } else {
    int whole = __builtin_ctz(point), fraction = length - 1 - whole;
    if (whole > 8 || fraction > 19 || length == 1) return false;
    int last = fraction < 8 ? fraction : 8;
    int middle = fraction < 8 ? 0 : fraction < 16 ? fraction - 8 : 8;
    int first = fraction < 16 ? 0 : fraction - 16;
    uint64_t before = eight(start + whole, whole, &wrong);
    mantissa = eight(end, last, &wrong) + 100000000 * eight(end - 8, middle, &wrong);
    mantissa += 10000000000000000ull * eight(end - 16, first, &wrong);
    // Beyond 19 digits only leading zeros fit.
    if (whole + fraction > 19 && before != 0) return false;
    mantissa += before * powers[fraction];
    found = nearest(mantissa, fraction);
    *is_whole = false;
  }
  if (wrong) return false;
  *value = is_negative ? -found : found;
  return true;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512bw,avx512vl,avx512dq,avx512cd,bmi,bmi2,lzcnt")))

// Digits with at most one point, up to 28 of them, of which leading ones may be zeros, as a whole number and how many of
// its digits stand behind the point; false for what the long way has to see.
AVX512 static inline bool digits_avx512(
    const uint8_t *start, const uint8_t *end, uint64_t *mantissa, uint64_t *fraction, uint64_t *sign, bool *has_point) {
  bool is_negative = *start == '-';
  int length = (int)(end - start) - is_negative;
  uint32_t inside = (uint32_t)(~0ull << (32 - length));
  __m256i text = _mm256_loadu_si256((const __m256i *)(end - 32));
  uint32_t point = _mm256_cmpeq_epi8_mask(text, _mm256_set1_epi8('.')) & inside;
  int behind = 0;
  if (point) {
    // What stands before the point moves up by one.
    text = _mm256_mask_loadu_epi8(text, point ^ (point - 1), end - 33);
    inside <<= 1;
    behind = 31 - __builtin_ctz(point);
  }
  __m256i digits = _mm256_maskz_sub_epi8(inside, text, _mm256_set1_epi8('0'));
  uint32_t wrong = _mm256_cmpgt_epu8_mask(digits, _mm256_set1_epi8(9));
  __m256i two = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010A));
  __m256i four = _mm256_madd_epi16(two, _mm256_set1_epi32(0x00010064));
  __m256i eight = _mm256_madd_epi16(_mm256_packus_epi32(four, four), _mm256_set1_epi32(0x00012710));
  uint64_t first = (uint64_t)_mm256_extract_epi64(eight, 0), last = (uint64_t)_mm256_extract_epi64(eight, 2);
  // More than 19 digits that count, or none; whole ones of more than 18 may not fit.
  if (wrong || inside == 0 || (uint32_t)first || first >> 32 >= 1000 || behind > 22) return false;
  if (!point && first) return false;
  *mantissa = (first >> 32) * 10000000000000000ull + (uint32_t)last * 100000000ull + (last >> 32);
  *fraction = (uint64_t)behind;
  *sign = (uint64_t)is_negative << 63;
  *has_point |= point != 0;
  return true;
}

// The upper half of a product, from four of 32 bits, which vectors have.
static inline uint64_t multiplied_high(uint64_t a, uint64_t b) {
  uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
  uint64_t middle = a1 * b0 + (a0 * b0 >> 32), other = a0 * b1 + (uint32_t)middle;
  return a1 * b1 + (middle >> 32) + (other >> 32);
}

#define BLOCK 64

AVX512 static void whole_block(const uint64_t *mantissas, const uint64_t *signs, size_t count, double *values) {
  uint64_t found[BLOCK];
  for (size_t i = 0; i < BLOCK; i++) {
    double value = (double)mantissas[i];
    memcpy(&found[i], &value, 8);
    found[i] |= signs[i];
  }
  memcpy(values, found, count * 8);
}

// `nearest` for a block of numbers: without branches, so that the compiler can turn the loop into vectors.
AVX512 static void nearest_block(
    const uint64_t *mantissas, const uint64_t *fractions, const uint64_t *signs, size_t count, double *values) {
  uint64_t found[BLOCK], rare[BLOCK], any_rare = 0;
  for (size_t i = 0; i < BLOCK; i++) {
    uint64_t mantissa = mantissas[i], fraction = fractions[i];
    uint64_t leading = (uint64_t)__builtin_clzll(mantissa | 1), normalised = mantissa << leading;
    uint64_t reciprocal = reciprocals[fraction][0];
    uint64_t high = multiplied_high(normalised, reciprocal), low = normalised * reciprocal;
    rare[i] = (high & 0x1FF) == 0x1FF;
    any_rare |= rare[i];
    uint64_t upper = high >> 63, shift = upper + 9, digits = high >> shift;
    uint64_t exponent = 63 + 1023 + upper - leading - ((217706 * fraction + 65535) >> 16);
    uint64_t is_between = (low <= 1) & (fraction <= 4) & ((digits & 3) == 1) & (digits << shift == high);
    digits -= is_between;
    digits = (digits + (digits & 1)) >> 1;
    uint64_t bits = ((exponent + (digits >> 53)) << 52) | (digits & ((1ull << 52) - 1));
    double whole = (double)mantissa;
    uint64_t whole_bits;
    memcpy(&whole_bits, &whole, 8);
    found[i] = (((fraction == 0) | (mantissa == 0)) ? whole_bits : bits) | signs[i];
  }
  memcpy(values, found, count * 8);
  if (!any_rare) return;
  for (size_t i = 0; i < count; i++) {
    if (!rare[i]) continue;
    double value = nearest(mantissas[i], (int)fractions[i]);
    values[i] = signs[i] ? -value : value;
  }
}
#endif

static const uint32_t number = 4u << 28;

// In a table of very many columns the cells of one lie so far from one another that nobody but their reader can tell
// the memory ahead.
#define PREFETCH                                                                                                  \
  if (stride > 256 && row + 16 < rows) {                                                                          \
    __builtin_prefetch(cells + (row + 16) * stride);                                                              \
    __builtin_prefetch(bytes + (uint32_t)(cells[(row + 8) * stride] & 0x7FFFFFFF));                               \
  }

// Of a cell: whether it is neither aside nor of another kind, and short enough; loads reach 33 bytes back from its end.
#define IS_PLAIN (start - 40 < 0x7FFFFFFF - 40 && length - 1 < 28)

// Skips a cell that is null, or notes that it is to be read otherwise.
#define OTHER(place)                                                                                              \
  uint32_t kind = (uint32_t)(cell >> 60);                                                                         \
  if (kind == 1 || kind == 2) continue;                                                                           \
  others[2 * found.others] = (uint32_t)(place);                                                                   \
  others[2 * found.others + 1] = (uint32_t)row;                                                                   \
  found.others++;

struct cscan_numbers cscan_numbers_plain(
    const uint8_t *bytes, const uint64_t *cells, size_t stride, size_t rows, double *values, uint32_t *others) {
  struct cscan_numbers found = {0, 0, true};
  for (size_t row = 0; row < rows; row++) {
    PREFETCH
    uint64_t cell = cells[row * stride];
    uint32_t start = (uint32_t)cell, length = (uint32_t)(cell >> 32) & ~number;
    bool is_whole = true;
    if (IS_PLAIN && decimal(bytes + start, bytes + start + length, values + found.count, &is_whole)) {
      found.are_whole &= is_whole;
      found.count++;
      continue;
    }
    OTHER(found.count)
    found.count++;
  }
  return found;
}

#if defined(__x86_64__)
// The same in blocks, of which first the digits are found, then the numbers.
AVX512 static struct cscan_numbers numbers_avx512(
    const uint8_t *bytes, const uint64_t *cells, size_t stride, size_t rows, double *values, uint32_t *others) {
  uint64_t mantissas[BLOCK] = {0}, fractions[BLOCK] = {0}, signs[BLOCK] = {0};
  struct cscan_numbers found = {0, 0, true};
  for (size_t row = 0; row < rows;) {
    size_t filled = 0;
    bool has_point = false;
    for (; row < rows && filled < BLOCK; row++) {
      PREFETCH
      uint64_t cell = cells[row * stride];
      uint32_t start = (uint32_t)cell, length = (uint32_t)(cell >> 32) & ~number;
      if (IS_PLAIN &&
          digits_avx512(bytes + start, bytes + start + length, mantissas + filled, fractions + filled, signs + filled,
              &has_point)) {
        filled++;
        continue;
      }
      OTHER(found.count + filled)
      filled++;
    }
    if (has_point) {
      nearest_block(mantissas, fractions, signs, filled, values + found.count);
      found.are_whole = false;
    } else {
      whole_block(mantissas, signs, filled, values + found.count);
    }
    found.count += filled;
  }
  return found;
}
#endif

struct cscan_numbers cscan_numbers(
    const uint8_t *bytes, const uint64_t *cells, size_t stride, size_t rows, double *values, uint32_t *others) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("bmi2")) {
    return numbers_avx512(bytes, cells, stride, rows, values, others);
  }
#endif
  return cscan_numbers_plain(bytes, cells, stride, rows, values, others);
}
