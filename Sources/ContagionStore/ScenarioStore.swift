public import ContagionModel
import GRDB

/// The scenarios of an ensemble in one SQLite file.
///
/// Any program that reads SQLite opens it as it is; `run`, the tables of
/// outcomes and the views over them are described by comments in the file's own
/// schema. One writer appends in the order of scenarios, a piece at a time, so
/// that a file cut short holds whole scenarios from 0 on.
public final class ScenarioStore {
  private let queue: DatabaseQueue
  private let path: String
  private let run: EnsembleRun

  /// Makes a new file.
  ///
  /// - Parameters:
  ///   - path: No file may be there.
  ///   - run: What the ensemble is.
  ///   - digests: What tells this run from others with the same names: digests of
  ///     the inputs, the version of the program.
  /// - Throws: ``ScenarioStoreError``.
  public init(
    creating path: String, for run: EnsembleRun, digests: [(key: String, value: String)]
  ) throws(ScenarioStoreError) {
    self.path = path
    self.run = run
    queue = try Self.opened(path)
    do {
      try queue.inDatabase { database in
        try database.execute(sql: "PRAGMA user_version = \(ScenarioStoreSchema.version)")
        try database.execute(sql: "PRAGMA synchronous = OFF")
      }
      try queue.write { database in
        try database.execute(sql: ScenarioStoreSchema.sql)
        try Self.describe(run, digests, in: database)
      }
    } catch {
      throw .unwritable(path, reason: "\(error)")
    }
  }

  /// Opens the file of a run that was cut short.
  ///
  /// - Throws: ``ScenarioStoreError``, also if the file is of another run.
  public init(
    continuing path: String, for run: EnsembleRun, digests: [(key: String, value: String)]
  ) throws(ScenarioStoreError) {
    self.path = path
    self.run = run
    queue = try Self.opened(path)
    let found = try queue.runKeys(at: path)
    do {
      try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
    for (key, value) in Self.keys(of: run) + digests where found[key] != value {
      throw .otherRun(path, key: key, found: found[key], wanted: value)
    }
  }

  private static func opened(_ path: String) throws(ScenarioStoreError) -> DatabaseQueue {
    do {
      return try DatabaseQueue(path: path)
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
  }

  /// Appends the next records, all or none.
  ///
  /// - Throws: ``ScenarioStoreError``.
  public func append(_ records: [ScenarioRecord]) throws(ScenarioStoreError) {
    do {
      try queue.write { database in
        let insert = try Insertions(database)
        for record in records { try insert.record(record, run.axes) }
      }
    } catch {
      throw .unwritable(path, reason: "\(error)")
    }
  }

  /// Hands out the records in order, in pieces of at most `size`.
  ///
  /// - Returns: How many there are.
  /// - Throws: ``ScenarioStoreError``.
  @discardableResult
  public func forEachPiece(
    of size: Int = 1024, _ body: ([ScenarioRecord]) -> Void
  ) throws(ScenarioStoreError) -> Int {
    do {
      return try queue.read { database in
        let count = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM scenarios") ?? 0
        var start = 0
        while start < count {
          let end = min(count, start + size)
          body(
            try ScenarioReading(
              run.axes, targets: run.targets.count, variants: run.variants.count, start..<end
            ).records(in: database))
          start = end
        }
        return count
      }
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
  }

  /// Writes a fresh copy, whose bytes depend on the contents alone.
  ///
  /// `run` has under `written` how many scenarios there are, and under `complete`
  /// whether these are all.
  ///
  /// - Parameter target: No file may be there.
  /// - Throws: ``ScenarioStoreError``.
  public func export(to target: String) throws(ScenarioStoreError) {
    do {
      try queue.write { database in
        let count = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM scenarios") ?? 0
        for (key, value) in [
          ("written", "\(count)"), ("complete", count == run.scenarios ? "true" : "false"),
        ] {
          try database.execute(
            sql: "INSERT OR REPLACE INTO run VALUES (?, ?)", arguments: [key, value])
        }
      }
      try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
    } catch {
      throw .unwritable(target, reason: "\(error)")
    }
  }

  /// What a run is, as keys and values.
  static func keys(of run: EnsembleRun) -> [(key: String, value: String)] {
    [
      ("schema", "contagion.scenarios-store/\(ScenarioStoreSchema.version)"),
      ("network", run.network), ("network_title", run.networkTitle), ("as_of", run.asOf),
      ("model", run.model), ("model_title", run.modelTitle), ("model_rule", run.modelRule),
      ("model_source", run.modelSource),
      ("model_notes", run.modelNotes.joined(separator: "; ")),
      ("horizon_days", "\(run.horizonDays)"), ("scenarios", "\(run.scenarios)"),
      ("seed", "\(run.seed)"), ("is_sampled", "\(run.isSampled)"),
      ("choices", run.choices.text),
      ("variants", run.variants.map(\.description).joined(separator: "; ")),
    ]
  }

  private static func describe(
    _ run: EnsembleRun, _ digests: [(key: String, value: String)], in database: Database
  ) throws {
    for (key, value) in keys(of: run) + digests {
      try database.execute(sql: "INSERT INTO run VALUES (?, ?)", arguments: [key, value])
    }
    let axes = run.axes
    for (id, name) in axes.protocols.enumerated() {
      try database.execute(
        sql: "INSERT INTO protocols VALUES (?, ?, ?)", arguments: [id, name.name, run.chains[id]])
    }
    for (id, reserve) in axes.reserves.enumerated() {
      try database.execute(
        sql: "INSERT INTO reserves VALUES (?, ?, ?)",
        arguments: [
          id, axes.protocols.firstIndex(of: reserve.lendingProtocol), reserve.asset.name,
        ])
    }
    for (id, asset) in axes.assets.enumerated() {
      try database.execute(sql: "INSERT INTO assets VALUES (?, ?)", arguments: [id, asset.name])
    }
    for (id, party) in axes.parties.enumerated() {
      try database.execute(
        sql: "INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          id, party.label, party.kind.rawValue, party.lendingProtocol?.name, party.chain,
          party.isFinalBearer,
        ])
    }
    for (id, target) in run.targets.enumerated() {
      try database.execute(sql: "INSERT INTO targets VALUES (?, ?)", arguments: [id, target])
    }
    for (id, variant) in run.variants.enumerated() {
      try database.execute(
        sql: "INSERT INTO variants VALUES (?, ?)", arguments: [id, variant.description])
    }
  }
}
