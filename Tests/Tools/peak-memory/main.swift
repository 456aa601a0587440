import Glibc

// peak-memory PROGRAM WORD…   runs a program to its end and prints its exit code and its largest resident set, in KiB
//
// A process of its own, since the system counts what the process that starts another had in memory before it: this one is
// small, which the process of the tests is not.

private let words = Array(CommandLine.arguments.dropFirst())
private var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
private var process: pid_t = 0
guard let program = words.first, unsafe posix_spawn(&process, program, nil, nil, &arguments, environ) == 0 else {
  print("nothing to run")
  exit(127)
}
private var status: Int32 = 0
private var usage = rusage()
while unsafe wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
private let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
print(code, usage.ru_maxrss)
