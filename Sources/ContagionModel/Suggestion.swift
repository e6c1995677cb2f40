/// The known word nearest to one that is not known, for "did you mean".
///
/// Nearness is the Levenshtein distance; a word further away than a third of
/// its length (at least 1) is no suggestion.
///
/// - Complexity: O(length² × number of words).
public func suggestion(for word: String, among known: [String]) -> String? {
  let limit = max(1, word.count / 3)
  return
    known
    .map { (distance(word.lowercased(), $0.lowercased()), $0) }
    .filter { $0.0 <= limit }
    .min { $0 < $1 }?.1
}

private func distance(_ a: String, _ b: String) -> Int {
  let b = Array(b)
  var row = Array(0...b.count)
  for (line, character) in a.enumerated() {
    var diagonal = row[0]
    row[0] = line + 1
    for column in b.indices {
      let above = row[column + 1]
      row[column + 1] = min(
        above + 1, row[column] + 1, diagonal + (character == b[column] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
