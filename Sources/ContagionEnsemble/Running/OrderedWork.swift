/// Numbered pieces of work on as many workers as one likes.
///
/// Results are handed out in the order of their numbers, whoever made them.
struct OrderedWork<Worker: Sendable, Result: Sendable>: Sendable {
  /// The numbers.
  let range: Range<Int>
  /// Numbers that a worker does before it hands them over, 1 or more.
  let chunk: Int
  /// What one number comes to.
  let result: @Sendable (inout Worker, Int) throws -> Result

  /// Does the work.
  ///
  /// - Parameters:
  ///   - first: Copied for every worker.
  ///   - workers: How many work at a time, 1 or more.
  ///   - receive: Takes the next results; returning false ends the work after them.
  /// - Throws: What a piece or `receive` throws.
  func run(
    with first: Worker, workers: Int, receive: ([Result]) throws -> Bool
  ) async throws {
    var idle = Array(repeating: first, count: max(1, workers))
    try await withThrowingTaskGroup(of: Piece.self) { group in
      var next = range.lowerBound
      var expected = range.lowerBound
      var waiting: [Int: [Result]] = [:]
      // A slow piece holds back the others, so that few results wait in memory.
      let reach = chunk * max(1, workers) * 8
      while expected < range.upperBound {
        while next < range.upperBound, next < expected + reach, let worker = idle.popLast() {
          let numbers = next..<min(range.upperBound, next + chunk)
          next = numbers.upperBound
          group.addTask {
            var worker = worker
            let results = try numbers.map { try result(&worker, $0) }
            return Piece(start: numbers.lowerBound, results: results, worker: worker)
          }
        }
        guard let piece = try await group.next() else { break }
        idle.append(piece.worker)
        waiting[piece.start] = piece.results
        while let results = waiting.removeValue(forKey: expected) {
          expected += results.count
          guard try receive(results) else {
            group.cancelAll()
            return
          }
        }
      }
    }
  }

  /// What a worker hands over.
  private struct Piece: Sendable {
    let start: Int
    let results: [Result]
    let worker: Worker
  }
}
