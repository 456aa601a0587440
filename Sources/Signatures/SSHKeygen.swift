package import Core

/// Signing by way of `ssh-keygen`, for keys that cannot be read here: behind a passphrase, in an agent, in hardware.
package struct SSHKeygen: Sendable {
  private let program: String
  private let environment: [String: String]

  /// - Parameter environment: the program's own; its `PATH` says where to look.
  /// - Throws: `Failure` with `unavailable` when there is no `ssh-keygen`.
  package init(environment: [String: String]) throws(Failure) {
    guard let program = ChildProcess.find("ssh-keygen", environment: environment) else {
      throw Failure(
        .unavailable, "ssh-keygen is needed to sign with this key, and is not on PATH",
        hint: "install OpenSSH 8.1 or later (Debian: openssh-client), or sign with an unencrypted Ed25519 or ECDSA key")
    }
    self.program = program
    self.environment = environment
  }

  /// Signs a message for one purpose. The program may ask for a passphrase or a touch on the terminal; what it says
  /// there is not captured.
  ///
  /// - Parameter keyFile: a private key, or a public one whose private half an agent holds.
  /// - Throws: `Failure` with `notAuthorised` when it does not sign, `unavailable` when it cannot be run.
  package func sign(message: [UInt8], namespace: String, keyFile: String) throws(Failure) -> SSHSignature {
    let signed = try ChildProcess.run(
      [program, "-q", "-Y", "sign", "-n", namespace, "-f", keyFile], environment: environment, input: message,
      standardError: .inherited, outputLimit: Armour.limit)
    guard signed.code == 0 else {
      throw Failure(
        .notAuthorised, "ssh-keygen did not sign with '\(keyFile)' (exit status \(signed.code))",
        hint: "see what it printed above, and try: ssh-keygen -Y sign -n \(namespace) -f KEY < FILE")
    }
    do throws(SignatureProblem) {
      return try SSHSignature(armoured: signed.output)
    } catch {
      throw Failure(
        .unavailable, "ssh-keygen wrote something else than a signature: \(error.reason)",
        hint: "check which program '\(program)' is")
    }
  }
}
