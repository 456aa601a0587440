#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call, and take whatever they are given. Each
// of these takes the one C type that its options take.

static inline CURLcode modelgate_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode modelgate_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode modelgate_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode modelgate_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

// Bytes of a header line or of the body: the pointer, 1, their number, and what CURLOPT_…DATA was set to. Returns how
// many it took; fewer end the transfer.
typedef size_t (*modelgate_data_callback)(char *bytes, size_t one, size_t count, void *context);

static inline CURLcode modelgate_set_callback(CURL *handle, CURLoption option, modelgate_data_callback value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode modelgate_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode modelgate_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode modelgate_get_string(CURL *handle, CURLINFO info, char **value) {
  return curl_easy_getinfo(handle, info, value);
}

// The next transfer that is done and how it ended; 0 when there is none. The message holds a union, read here.
static inline int modelgate_next_done(CURLM *multi, CURL **handle, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *handle = message->easy_handle;
    *result = message->data.result;
    return 1;
  }
  return 0;
}
