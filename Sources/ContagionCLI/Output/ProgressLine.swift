import Foundation

/// How far a long run is, on one line of a terminal.
///
/// Nothing is written where standard error is no terminal.
struct ProgressLine {
  private let count: Int
  private let start: Int
  private let isShown: Bool
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private var last: ContinuousClock.Instant?

  init(of count: Int, from start: Int, isShown: Bool) {
    self.count = count
    self.start = start
    self.isShown = isShown && isatty(STDERR_FILENO) == 1
    began = clock.now
  }

  /// Shows how many are done, at most ten times a second.
  mutating func show(_ done: Int) {
    guard isShown else { return }
    let now = clock.now
    if let last, now - last < .milliseconds(100), done < count { return }
    last = now
    let line = Self.text(done: done, of: count, from: start, seconds: (now - began) / .seconds(1))
    try? FileHandle.standardError.write(contentsOf: Data("\r\(line)\u{1B}[K".utf8))
  }

  /// Clears the line.
  func end() {
    guard isShown else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
  }

  /// `1200 of 5000 scenarios, 600/s, 7 s left`.
  static func text(done: Int, of count: Int, from start: Int, seconds: Double) -> String {
    let rate = Double(done - start) / max(seconds, 1e-9)
    guard rate > 0 else { return "\(done) of \(count) scenarios" }
    let left = Int((Double(count - done) / rate).rounded(.up))
    let time = left < 120 ? "\(left) s" : "\(left / 60) min \(left % 60) s"
    return "\(done) of \(count) scenarios, \(Int(rate.rounded()))/s, \(time) left"
  }
}
