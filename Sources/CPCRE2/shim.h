// Data is UTF-8, so only the 8-bit library is used.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
