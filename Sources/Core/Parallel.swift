import Glibc
import Synchronization

/// Work split among threads: a kernel file.
package enum Parallel {
  /// The processors that are there.
  package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Runs the body on several threads at once, this one among them, and returns when all are done.
  package static func run(threads: Int, _ body: @escaping @Sendable () -> Void) {
    let job = Job(body)
    var others: [pthread_t] = []
    for _ in 1..<max(1, threads) {
      var thread = pthread_t()
      let context = unsafe Unmanaged.passRetained(job).toOpaque()
      let failed = unsafe pthread_create(
        &thread, nil,
        { context in
          if let context = unsafe context { unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body() }
          return nil
        }, context)
      if failed == 0 {
        others.append(thread)
      } else {
        // Fewer threads are slower, not wrong.
        unsafe Unmanaged<Job>.fromOpaque(context).release()
      }
    }
    body()
    for thread in others { pthread_join(thread, nil) }
  }

  private final class Job: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
