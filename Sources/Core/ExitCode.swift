/// What an executable's exit status says; the same in every executable, and a public contract.
///
/// Below 64 the tool reached a verdict; from 64 on it could not (the names and numbers of `sysexits.h`).
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// The release may go on; warnings included.
  case pass = 0
  /// The release is blocked.
  case fail = 1
  /// An approval, a soak time or more data is missing.
  case hold = 2
  /// The plan is stale: someone else promoted meanwhile.
  case conflict = 3
  /// Wrong usage: an unknown flag, a missing argument.
  case usage = 64
  /// Malformed input data.
  case malformedData = 65
  /// An input file is missing.
  case missingInput = 66
  /// A service is unavailable, and trying again will not help.
  case unavailable = 69
  /// A bug in modelgate.
  case software = 70
  /// Reading or writing failed.
  case inputOutput = 74
  /// A service is unavailable for now; trying again may help.
  case temporary = 75
  /// Not authorised.
  case notAuthorised = 77
  /// The policy file, or a file it names as configuration, is wrong.
  case configuration = 78
}
