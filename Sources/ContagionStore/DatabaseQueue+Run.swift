import GRDB

extension DatabaseQueue {
  /// What the run of a scenario file is, once its version is known to be this one.
  ///
  /// - Throws: ``ScenarioStoreError``.
  func runKeys(at path: String) throws(ScenarioStoreError) -> [String: String] {
    let version: Int
    let keys: [String: String]
    do {
      (version, keys) = try read { database in
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version == ScenarioStoreSchema.version else { return (version, [:]) }
        var keys: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT key, value FROM run") {
          keys[row[0]] = row[1]
        }
        return (version, keys)
      }
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
    guard version == ScenarioStoreSchema.version else {
      throw .otherVersion(path, found: version)
    }
    return keys
  }
}
