import CCurl
import Core

/// One transfer's settings and state in libcurl; freed when it goes.
@safe struct CurlHandle: ~Copyable {
  let raw: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?

  init() throws(Failure) {
    guard CurlLibrary.isReady, let handle = unsafe curl_easy_init() else { throw CurlLibrary.broken }
    unsafe raw = unsafe handle
    unsafe errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    unsafe headers = nil
    // Without it errors only say less; and a noncopyable value cannot throw once it is whole.
    _ = unsafe modelgate_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText)
  }

  deinit {
    unsafe curl_easy_cleanup(raw)
    unsafe curl_slist_free_all(headers)
    unsafe errorText.deallocate()
  }

  /// - Throws: `Failure` with `software`: libcurl refuses a setting only when it lacks it or memory.
  static func check(_ code: CURLcode) throws(Failure) {
    guard code == CURLE_OK else {
      let reason = unsafe String(cString: curl_easy_strerror(code)).lowercased()
      throw Failure(.software, "libcurl refused a setting: \(reason)", hint: "libcurl 7.87 or later is needed")
    }
  }

  func set(_ option: CURLoption, _ value: Int) throws(Failure) {
    unsafe try Self.check(modelgate_set_long(raw, option, value))
  }

  func set(_ option: CURLoption, _ value: String) throws(Failure) {
    unsafe try Self.check(modelgate_set_string(raw, option, value))
  }

  /// The bytes are copied.
  func set(body: [UInt8]) throws(Failure) {
    unsafe try Self.check(modelgate_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
    // One byte too many, since an empty array may have no address, and none would mean no body.
    let code = unsafe (body + [0]).withUnsafeBufferPointer {
      unsafe modelgate_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutablePointer(mutating: $0.baseAddress))
    }
    try Self.check(code)
  }

  /// Each line as libcurl has them: `Name: value`, `Name;` for an empty value, `Name:` to leave out its own.
  mutating func set(headerLines lines: [String]) throws(Failure) {
    for line in lines {
      guard let longer = unsafe curl_slist_append(headers, line) else { throw CurlLibrary.broken }
      unsafe headers = unsafe longer
    }
    unsafe try Self.check(modelgate_set_pointer(raw, CURLOPT_HTTPHEADER, headers))
  }

  /// The sink must live as long as this handle.
  func set(sink: ResponseSink) throws(Failure) {
    let context = unsafe Unmanaged.passUnretained(sink).toOpaque()
    let header: modelgate_data_callback = { bytes, _, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let sink = unsafe Unmanaged<ResponseSink>.fromOpaque(context).takeUnretainedValue()
      return unsafe sink.take(header: Array(UnsafeRawBufferPointer(start: bytes, count: count))) ? count : 0
    }
    let body: modelgate_data_callback = { bytes, _, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let sink = unsafe Unmanaged<ResponseSink>.fromOpaque(context).takeUnretainedValue()
      return unsafe sink.take(body: UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }
    unsafe try Self.check(modelgate_set_callback(raw, CURLOPT_HEADERFUNCTION, header))
    unsafe try Self.check(modelgate_set_pointer(raw, CURLOPT_HEADERDATA, context))
    unsafe try Self.check(modelgate_set_callback(raw, CURLOPT_WRITEFUNCTION, body))
    unsafe try Self.check(modelgate_set_pointer(raw, CURLOPT_WRITEDATA, context))
  }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    return unsafe modelgate_get_long(raw, info, &value) == CURLE_OK ? value : 0
  }

  func offset(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    return unsafe modelgate_get_offset(raw, info, &value) == CURLE_OK ? Int(value) : 0
  }

  func text(_ info: CURLINFO) -> String? {
    var value: UnsafeMutablePointer<CChar>?
    guard unsafe modelgate_get_string(raw, info, &value) == CURLE_OK, let value = unsafe value else { return nil }
    return unsafe String(cString: value)
  }

  /// What libcurl says about the last error; may be empty.
  var errorDetail: String { unsafe String(cString: errorText) }
}

enum CurlLibrary {
  /// Set up once in a process; libcurl wants it before anything else.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  static let broken = Failure(
    .software, "libcurl cannot be set up", hint: "check that memory is left and the libraries are whole")
}
