import CScan

/// What a few thousand numbers come to: a kernel file.
public struct NumberSummary {
  public let mean: Double
  public let minimum: Double
  public let maximum: Double
  /// The sum of the squares of their differences from the mean.
  public let squares: Double

  /// - Parameter values: at least one, and none NaN.
  public init(_ values: [Double]) {
    let found = unsafe values.withUnsafeBufferPointer { unsafe cscan_summary($0.baseAddress, $0.count) }
    (mean, minimum, maximum, squares) = (found.mean, found.minimum, found.maximum, found.squares)
  }
}

extension [UInt8] {
  /// Notes numbers in the registers of a `DistinctSketch`.
  mutating func note(_ numbers: borrowing Span<Double>) {
    precondition(count == 1 << 12)
    unsafe numbers.withUnsafeBufferPointer { numbers in
      unsafe withUnsafeMutableBufferPointer { registers in
        unsafe cscan_distinct_numbers(numbers.baseAddress, numbers.count, registers.baseAddress)
      }
    }
  }

  mutating func note(keys: borrowing Span<UInt64>) {
    precondition(count == 1 << 12)
    unsafe keys.withUnsafeBufferPointer { keys in
      unsafe withUnsafeMutableBufferPointer { registers in
        unsafe cscan_distinct_keys(keys.baseAddress, keys.count, registers.baseAddress)
      }
    }
  }
}

extension [Double] {
  /// Sorts numbers, none of which is NaN.
  mutating func sortNumbers() {
    var scratch = self
    unsafe withUnsafeMutableBufferPointer { values in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        unsafe cscan_sort(values.baseAddress, values.count, scratch.baseAddress)
      }
    }
  }
}
