import ContagionModel

extension CascadeRun {
  /// An account and its health.
  private struct Candidate {
    var account: Int32
    var health: Double
  }

  /// The live account of lowest health below 1; ties go to the smaller name.
  ///
  /// Of each queue only those are looked at whose bound does not exceed the lowest
  /// health found so far. The health compared is the plain sum, so the answer is to
  /// the bit that of a look at everybody.
  ///
  /// - Complexity: O(limits + accounts of nearly the same health).
  mutating func worst() -> Int32? {
    guard !options.looksAtAll else {
      findUnhealthy()
      var best: Candidate?
      for account in called { consider(account, &best) }
      return best?.account
    }
    limits.renew(board, state.shockedThreshold, network.healthIndex)
    var queue = HealthQueue(.empty)
    swap(&queue, &self.queue)
    defer { swap(&queue, &self.queue) }
    var best: Candidate?
    let index = network.healthIndex
    // The queue whose first entry has the lowest bound comes first: it leaves
    // little to look at in the others.
    var first = -1
    var lowest = Float.infinity
    for limit in 0..<index.limitCount {
      let entries = (firstInBook(of: limit, &queue), queue.worst(of: limit, accounts))
      // Entries compare as their healths do.
      let entry = min(entries.0 ?? .max, entries.1 ?? .max)
      guard entry < .max else { continue }
      let bound = HealthIndex.health(of: entry) / limits.all[limit]
      if bound < lowest { (first, lowest) = (limit, bound) }
    }
    for account in index.always where accounts.place(of: Int(account)) == AccountOverlay.inBook {
      consider(account, &best)
    }
    if first >= 0 { look(at: first, &queue, &best) }
    for limit in 0..<index.limitCount where limit != first { look(at: limit, &queue, &best) }
    return best?.account
  }

  /// The first entry of a list whose account is as in the book.
  private func firstInBook(of list: Int, _ queue: inout HealthQueue) -> UInt64? {
    let index = network.healthIndex
    guard list < index.pairs.count else { return nil }
    var entry = Int(queue.cursors[list])
    let end = Int(index.rows.offsets[list + 1])
    while entry < end,
      accounts.place(of: Int(HealthIndex.account(of: index.entries[entry])))
        != AccountOverlay.inBook
    {
      entry += 1
    }
    queue.cursors[list] = Int32(truncatingIfNeeded: entry)
    return entry < end ? index.entries[entry] : nil
  }

  private func look(at limit: Int, _ queue: inout HealthQueue, _ best: inout Candidate?) {
    let index = network.healthIndex
    if limit < index.pairs.count {
      var entry = Int(queue.cursors[limit])
      let end = Int(index.rows.offsets[limit + 1])
      while entry < end, mayBeWorse(index.entries[entry], limit, best) {
        let account = HealthIndex.account(of: index.entries[entry])
        if accounts.place(of: Int(account)) == AccountOverlay.inBook { consider(account, &best) }
        entry += 1
      }
    }
    var seen: [UInt64] = []
    while let entry = queue.worst(of: limit, accounts), mayBeWorse(entry, limit, best) {
      consider(HealthIndex.account(of: entry), &best)
      seen.append(entry)
      queue.removeWorst(of: limit)
    }
    queue.putBack(seen, limit)
  }

  /// Whether an account may be below 1, and no better than the worst known.
  private func mayBeWorse(_ entry: UInt64, _ limit: Int, _ best: Candidate?) -> Bool {
    let health = HealthIndex.health(of: entry)
    let limit = limits.all[limit]
    guard health < limit else { return false }
    guard let best, limit < .infinity else { return true }
    return Double(health) <= Double(limit) * best.health
  }

  /// Takes an account for the worst if it is below 1 and worse than the one so far.
  private func consider(_ account: Int32, _ best: inout Candidate?) {
    if let only = options.onlyProtocol, only != Int(network.accountProtocol[Int(account)]) {
      return
    }
    guard network.stability.isEmpty || !isClosedByPool(account) else { return }
    guard breakers.isEmpty || !isPaused(Int(network.accountProtocol[Int(account)])) else { return }
    let sums = healthSums(of: Int(account))
    guard sums.isUnhealthy else { return }
    let found = Candidate(account: account, health: sums.factor)
    guard let current = best else {
      best = found
      return
    }
    if found.health < current.health
      || (found.health == current.health
        && network.names.precedes(Int(account), Int(current.account)))
    {
      best = found
    }
  }
}
