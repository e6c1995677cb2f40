import ContagionModel

/// What stands above a diagram: its title, the facts and the key to its signs.
struct Heading {
  var title: String
  var facts: [String]
  /// The lines that occur, with their meaning.
  var strokes: [(stroke: Stroke, meaning: String)] = []
  /// What a darker node means; empty without a ramp.
  var fill = ""
  /// The ramp that nodes are filled from.
  var shades = Palette.shades
  /// What shapes, widths and names mean.
  var notes: [String] = []

  /// The label of the graph.
  var label: DOT.Value {
    var rows: [[Markup]] = [[.cell(.bold(title).sized(14))]]
    rows += facts.flatMap { Self.wrapped($0) }.map { [.cell(Markup($0))] }
    for line in Self.rows(strokes) {
      let entries = line.map { entry in
        Markup(entry.stroke.sample).colored(entry.stroke.color) + Markup(" \(entry.meaning)      ")
      }
      rows.append([.cell(entries.reduce(Markup(""), +))])
    }
    if !fill.isEmpty {
      let shades = shades.map { shade in
        Markup.cell(Markup(shade.label).colored(shade.text), fill: shade.fill, border: 1)
      }
      rows.append([.cell(.table([[.cell(Markup("fill: \(fill) "))] + shades], padding: 2))])
    }
    rows += notes.flatMap { Self.wrapped($0) }.map { [.cell(Markup($0).colored(Palette.grey))] }
    return Markup.table(rows).value
  }

  /// As many entries to a line as fit.
  private static func rows(
    _ entries: [(stroke: Stroke, meaning: String)]
  ) -> [[(stroke: Stroke, meaning: String)]] {
    var rows: [[(stroke: Stroke, meaning: String)]] = []
    var room = 0
    for entry in entries {
      let needed = entry.meaning.count + 10
      if needed > room {
        rows.append([])
        room = 100
      }
      rows[rows.count - 1].append(entry)
      room -= needed
    }
    return rows
  }

  /// Lines of about a hundred characters, broken between words.
  static func wrapped(_ text: String, at limit: Int = 104) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(of: text) {
      if !line.isEmpty, line.count + word.count + 1 > limit {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? word : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// The words of a text; a unit stays with its number.
  private static func words(of text: String) -> [String] {
    text.split(separator: " ").reduce(into: []) { words, word in
      let isUnit = ["M", "B", "T", "%"].contains(word.trimming { ",;.)".contains($0) })
      if isUnit, !words.isEmpty {
        words[words.count - 1] += " \(word)"
      } else {
        words.append(String(word))
      }
    }
  }
}

extension Substring {
  /// The text without such characters at its end.
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
