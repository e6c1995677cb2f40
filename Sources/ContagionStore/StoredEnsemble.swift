public import ContagionModel
import GRDB

/// The losses of a finished ensemble, read from its file by somebody who does not
/// have the run.
public final class StoredEnsemble {
  /// What the run is, as `run` in the file says: `network`, `seed`, `input_1_sha256`.
  public let keys: [String: String]
  /// What places stand for; the file's parties are left out.
  public let axes: ScenarioAxes
  /// Scenarios in the file.
  public let count: Int
  /// Whether the scenarios are draws.
  public var isSampled: Bool { keys["is_sampled"] == "true" }

  private let queue: DatabaseQueue
  private let path: String

  /// Opens a file for reading.
  ///
  /// - Throws: ``ScenarioStoreError``: the file is none, of another version, or of a
  ///   run that was cut short.
  public init(reading path: String) throws(ScenarioStoreError) {
    self.path = path
    var configuration = Configuration()
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
    keys = try queue.runKeys(at: path)
    do {
      (axes, count) = try queue.read { database in
        let reserves = try Row.fetchAll(
          database,
          sql: """
            SELECT p.name, r.asset FROM reserves r JOIN protocols p ON p.id = r.protocol
            ORDER BY r.id
            """)
        func names(_ table: String) throws -> [String] {
          try String.fetchAll(database, sql: "SELECT name FROM \(table) ORDER BY id")
        }
        let axes = ScenarioAxes(
          reserves: reserves.map {
            ReserveID(ProtocolID($0[0] as String), AssetID($0[1] as String))
          },
          protocols: try names("protocols").map { ProtocolID($0) }, parties: [],
          assets: try names("assets").map { AssetID($0) })
        return (axes, try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM scenarios") ?? 0)
      }
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
    if keys["complete"] != "true" {
      throw .partial(path, written: "\(count)", scenarios: keys["scenarios"] ?? "?")
    }
  }

  /// All scenarios as losses.
  ///
  /// - Parameters:
  ///   - markets: The reserves of ``axes`` as insured markets, in the same order.
  ///   - assets: The assets whose price factors are kept; `nil` for all.
  /// - Returns: Each scenario as one event called by its number, with bad debt by
  ///   reserve in the order of ``axes``.
  /// - Throws: ``ScenarioStoreError``.
  /// - Complexity: O(scenarios × reserves) time and memory.
  public func losses(
    insuring markets: [InsuredMarket], pricing assets: Set<AssetID>? = nil
  ) throws(ScenarioStoreError) -> LossScenarios {
    let axes = axes
    let count = count
    var losses = LossScenarios(
      "\(keys["network"] ?? ""), \(keys["model"] ?? ""), seed \(keys["seed"] ?? "")",
      markets: markets, scenarios: [], isSampled: isSampled)
    losses.scenarios.reserveCapacity(count)
    do {
      losses.scenarios = try queue.read { database in
        var scenarios: [LossScenario] = []
        scenarios.reserveCapacity(count)
        for start in stride(from: 0, to: count, by: 1024) {
          let range = start..<min(count, start + 1024)
          let records = try ScenarioReading(axes, targets: 0, variants: 0, range)
            .records(in: database, lossesOnly: true)
          for record in records {
            let id = "\(record.scenario)"
            scenarios.append(
              LossScenario(
                id, probability: record.probability,
                events: [LossEvent(record.outcome, id, axes: axes, pricing: assets)]))
          }
        }
        return scenarios
      }
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
    return losses
  }

  /// The shocks of some scenarios, in the order of the model's targets.
  ///
  /// Sizes of 0 are not in the file, so a parameter that a shock sets to 0 is left
  /// out.
  ///
  /// - Throws: ``ScenarioStoreError``, also if a target is no shock's.
  /// - Complexity: O(shocks in the file).
  public func shocks(of scenarios: Set<Int>) throws(ScenarioStoreError) -> [Int: [Shock]] {
    var shocks = Dictionary(uniqueKeysWithValues: scenarios.map { ($0, [Shock]()) })
    do {
      try queue.read { database in
        let cursor = try Row.fetchCursor(
          database,
          sql: """
            SELECT s.scenario, t.name, s.size FROM shocks s JOIN targets t ON t.id = s.target
            ORDER BY s.scenario, s.target
            """)
        while let row = try cursor.next() {
          let scenario: Int = row[0]
          guard scenarios.contains(scenario) else { continue }
          let target: String = row[1]
          guard let shock = Shock(target: target, size: row[2]) else {
            throw ScenarioStoreError.unreadable(path, reason: "'\(target)' is no target of a shock")
          }
          shocks[scenario]?.append(shock)
        }
      }
    } catch let error as ScenarioStoreError {
      throw error
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
    return shocks
  }
}
