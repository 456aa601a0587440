import Core
import Testing
import YAML

@Suite("YAML is read with its places")
struct YAMLTests {
  @Test(
    "what is wrong is named with line and column",
    arguments: [
      ("a: 1\na: 2\n", "x.yaml:2:1: the key 'a' stands here twice"), ("a: [1\n", "x.yaml:2:1"),
      ("", "x.yaml: the file is empty"), ("a: 1\n---\nb: 2\n", "a second document starts here"),
      (
        "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
        "grown too large by aliases"
      ),
    ])
  func problems(text: String, message: String) {
    #expect { try YAMLNode(parsing: Array(text.utf8), file: "x.yaml") } throws: { error in
      (error as? Failure)?.description.contains(message) ?? false
    }
  }

  @Test("bytes that are not UTF-8 are refused")
  func notUTF8() {
    #expect(throws: Failure.self) { try YAMLNode(parsing: [0x61, 0x3A, 0x20, 0xFF], file: "x.yaml") }
  }
}
