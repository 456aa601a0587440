import Core
import Synchronization

/// Work on numbered resamples, shared among threads: each depends on nothing but its number, so that the results are the
/// same for any number of threads.
package enum Resamples {
  /// - Parameters:
  ///   - scratch: makes what a thread keeps between resamples.
  ///   - progress: is told how many are done, from any thread, in no order.
  /// - Returns: in the order of the resamples.
  package static func run<Scratch, Output: Sendable>(
    _ count: Int, threads: Int, progress: (@Sendable (_ done: Int) -> Void)?,
    scratch: @escaping @Sendable () -> Scratch,
    _ body: @escaping @Sendable (inout Scratch, _ resample: UInt32) -> Output
  ) -> [Output] {
    let next = Atomic<Int>(0)
    let outputs = Mutex<(done: Int, all: [Output?])>((0, Array(repeating: nil, count: max(count, 0))))
    Parallel.run(threads: max(1, min(threads, count))) {
      var own = scratch()
      while true {
        let resample = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if resample >= count { return }
        let output = body(&own, UInt32(resample))
        let done = outputs.withLock { outputs in
          outputs.all[resample] = output
          outputs.done += 1
          return outputs.done
        }
        progress?(done)
      }
    }
    return outputs.withLock { $0.all }.compactMap { $0 }
  }
}
