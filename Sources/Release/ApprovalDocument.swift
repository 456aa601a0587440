package import Core

/// What an approver signs: that they approve the plan with this digest. The signature covers the document's bytes.
package struct ApprovalDocument: Sendable, Equatable {
  /// The SSHSIG namespace: a signature made for anything else is no approval.
  package static let namespace = "modelgate-approval"
  static let format = "modelgate-approval/1"

  package var plan: ContentDigest
  /// The principal of the `allowed_signers` file who signs.
  package var signer: String
  package var signed: Timestamp
  /// The approver's own limit, beside the policy's.
  package var expires: Timestamp?
  package var comment: String?

  package init(
    plan: ContentDigest, signer: String, signed: Timestamp, expires: Timestamp? = nil, comment: String? = nil
  ) {
    self.plan = plan
    self.signer = signer
    self.signed = signed
    self.expires = expires
    self.comment = comment
  }

  package var bytes: [UInt8] {
    let json: JSON = .members([
      "format": .string(Self.format), "plan": .text(plan), "signer": .string(signer), "signed": .text(signed),
      "expires": expires.map { .text($0) }, "comment": comment.map { .string($0) },
    ])
    return json.canonical
  }

  /// Nil when the bytes are not exactly a document that modelgate writes.
  package init?(parsing bytes: [UInt8]) {
    guard let json = try? JSON(parsing: bytes, file: ""), json["format"]?.string == Self.format,
      let plan = json["plan"].flatMap(ContentDigest.init(json:)), let signer = json["signer"]?.string,
      let signed = json["signed"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    self.init(
      plan: plan, signer: signer, signed: signed, expires: json["expires"]?.string.flatMap { Timestamp($0) },
      comment: json["comment"]?.string)
    guard self.bytes == bytes else { return nil }
  }
}

/// An approval document with the signature that came with it.
package struct SignedApproval: Sendable {
  /// What the document is called in messages: its file.
  package let name: String
  package let document: [UInt8]
  /// An armoured SSH signature; nil when there was none.
  package let signature: [UInt8]?

  package init(name: String, document: [UInt8], signature: [UInt8]?) {
    self.name = name
    self.document = document
    self.signature = signature
  }
}
