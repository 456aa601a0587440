import Core
import Testing

@Suite("Canonical JSON is RFC 8785")
struct CanonicalJSONTests {
  // The numbers are those of RFC 8785, appendix B.
  @Test(
    "numbers are written as ECMAScript writes them",
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0xc340_0000_0000_0000, "-9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"), (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
      (0x44b5_2d02_c7e1_4af6, "1e+23"), (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
      (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
      (0x444b_1ae4_d6e2_ef50, "1e+21"), (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
      (0x3eb0_c6f7_a0b5_ed8d, "0.000001"), (0x41b3_de43_5555_5553, "333333333.3333332"),
      (0x41b3_de43_5555_5554, "333333333.33333325"), (0x41b3_de43_5555_5555, "333333333.3333333"),
      (0x41b3_de43_5555_5556, "333333333.3333334"), (0x41b3_de43_5555_5557, "333333333.33333343"),
      (0xbecb_f647_612f_3696, "-0.0000033333333333333333"), (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] as [(UInt64, String)])
  func numbers(bits: UInt64, text: String) {
    #expect(JSON.ecmaScript(Double(bitPattern: bits)) == text)
  }

  @Test("members are sorted by UTF-16 code units")
  func order() {
    // RFC 8785, 3.2.3.
    let value: JSON = ["€": 1, "\r": 2, "\u{FB33}": 3, "1": 4, "😀": 5, "\u{80}": 6, "ö": 7]
    #expect(
      String(decoding: value.canonical, as: UTF8.self)
        == "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}")
  }

  @Test("what is written reads back to the same value")
  func roundTrip() throws {
    let value: JSON = ["a": [1, 0.1, "x\"\\\n\u{1}", true, false, .null, [:], []], "b": ["c": -3e-7]]
    #expect(try JSON(parsing: value.canonical, file: "x") == value)
    #expect(try JSON(parsing: value.pretty, file: "x") == value)
  }

  @Test("what is not JSON is named with its file", arguments: ["", "{", "[1", "{\"a\":1} x", "nan"])
  func malformed(text: String) {
    #expect { try JSON(parsing: Array(text.utf8), file: "evidence.json") } throws: { error in
      guard let failure = error as? Failure else { return false }
      return failure.code == .malformedData && failure.description.hasPrefix("evidence.json: not a JSON document: ")
    }
  }
}

@Suite("Digests, moments and lengths of time")
struct ValueTests {
  @Test("a digest is SHA-256 in lower-case hexadecimal")
  func digest() {
    // FIPS 180-2, appendix B.1.
    #expect(
      ContentDigest(of: "abc").description
        == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("a digest that is no digest is refused", arguments: ["", "sha256:", "sha256:ABC", "md5:ba7816bf"])
  func notADigest(text: String) { #expect(ContentDigest(text) == nil) }

  @Test("moments are RFC 3339 in UTC, to the second")
  func moments() {
    #expect(Timestamp("2026-11-23T10:00:00Z")?.seconds == 1_795_428_000)
    #expect(Timestamp(seconds: 951_782_400).description == "2000-02-29T00:00:00Z")
    for text in ["2026-02-30T00:00:00Z", "2026-11-23 10:00:00", "2026-11-23T10:00:00+01:00", ""] {
      #expect(Timestamp(text) == nil)
    }
  }

  @Test(
    "lengths of time are a number and a unit",
    arguments: [("90s", 90), ("30m", 1800), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600)] as [(String, Int64)])
  func spans(text: String, seconds: Int64) { #expect(Timestamp.Span(text)?.seconds == seconds) }

  @Test("anything else is no length of time", arguments: ["", "d", "-1d", "1.5h", "7 d", "7y", "99999999999999999w"])
  func noSpan(text: String) { #expect(Timestamp.Span(text) == nil) }

  @Test("the worst verdict wins, and none at all is hold")
  func worst() {
    #expect([Verdict.pass, .hold, .warn].worst == .hold)
    #expect([Verdict.fail, .hold].worst == .fail)
    #expect([Verdict]().worst == .hold)
  }
}

@Suite("Messages")
struct MessageTests {
  @Test("a diagnostic says place, message, key and hint")
  func diagnostic() {
    let diagnostic = Diagnostic(
      "unknown key 'cont'", at: Place(file: "modelgate.yaml", line: 3, column: 5, key: "stages"),
      hint: "did you mean 'count'?")
    #expect(diagnostic.text == "modelgate.yaml:3:5: unknown key 'cont' (at stages)\nhint: did you mean 'count'?")
  }

  @Test("control characters in names cannot forge a line or drive a terminal")
  func hostile() {
    #expect("a\nb\u{1B}[31m\u{202E}".printable == "a\\u{a}b\\u{1b}[31m\\u{202e}")
    #expect("Zürich 東京".printable == "Zürich 東京")
  }

  @Test(
    "the nearest known name is suggested when it is near",
    arguments: [("slcies", "slices"), ("aproval", "approvals"), ("xyz", nil)] as [(String, String?)])
  func nearest(word: String, name: String?) {
    #expect(Spelling.nearest(to: word, among: ["slices", "approvals", "rules"]) == name)
  }
}
