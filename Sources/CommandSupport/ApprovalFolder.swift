package import Core
package import Evidence
package import Release

/// Where approvals lie: `approvals/` in the evidence folder, each a `.approval` document and a `.sig` beside it.
package struct ApprovalFolder: Sendable {
  package let path: String

  package init(_ folder: EvidenceFolder) { path = Path.join(folder.path, "approvals") }

  private static let suffix = ".approval"

  /// All of them, whatever they approve.
  package func read() throws(Failure) -> [SignedApproval] {
    var approvals: [SignedApproval] = []
    for name in try Files.list(path) where name.hasSuffix(Self.suffix) && !name.hasPrefix(".") {
      let file = Path.join(path, name)
      let signature = Self.signatureFile(of: file)
      approvals.append(
        SignedApproval(
          name: file, document: try Files.read(file),
          signature: Files.exists(signature) ? try Files.read(signature) : nil))
    }
    return approvals
  }

  /// Writes one; the document comes last, so that one which is there has its signature.
  ///
  /// - Returns: the document's file.
  package func write(_ document: ApprovalDocument, signature: [UInt8]) throws(Failure) -> String {
    // A principal is free text; its file name holds what is harmless of it, and its digest keeps two apart.
    let readable = String(
      document.signer.map { $0.isASCII && ($0.isLetter || $0.isNumber || "@.-".contains($0)) ? $0 : "_" })
    let name = "\(document.plan.short)-\(readable.prefix(60))-\(ContentDigest(of: document.signer).hex.prefix(6))"
    let file = Path.join(path, name + Self.suffix)
    try Files.replace(Self.signatureFile(of: file), with: signature)
    try Files.replace(file, with: document.bytes)
    return file
  }

  package static func signatureFile(of document: String) -> String { document + ".sig" }
}
