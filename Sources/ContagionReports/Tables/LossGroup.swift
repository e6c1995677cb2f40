import ContagionModel
import OrderedCollections

/// What all losses of one party, protocol, asset or chain add up to.
struct LossGroup: Sendable {
  let label: String
  var openingUSD = 0.0
  var directUSD = 0.0
  var finalUSD = 0.0
  var creditUSD = 0.0
  var realizedBadDebtUSD = 0.0
  var latentBadDebtUSD = 0.0

  init(label: String) { self.label = label }

  mutating func add(_ loss: Loss) {
    openingUSD += loss.openingUSD
    directUSD += loss.directUSD
    finalUSD += loss.finalUSD
    creditUSD += loss.creditUSD
  }

  mutating func add(_ badDebt: BadDebt) {
    realizedBadDebtUSD += badDebt.realizedUSD
    latentBadDebtUSD += badDebt.latentUSD
  }

  /// The columns of every loss table, after that of the label.
  static func columns(_ key: String) -> [TableColumn<LossGroup>] {
    [
      .text(key, key) { $0.label },
      .number("opening", "opening value", .usd, total: .sum) { $0.openingUSD },
      .number("directLoss", "direct loss", .usd, total: .sum) { $0.directUSD },
      .difference("cascadeLoss", "cascade loss", .usd, total: .sum) { $0.finalUSD - $0.directUSD },
      .number("finalLoss", "final loss", .usd, total: .sum) { $0.finalUSD },
      .number("creditLoss", "of which credit", .usd, total: .sum) { $0.creditUSD },
      .number("marketLoss", "of which market", .usd, total: .sum) { $0.finalUSD - $0.creditUSD },
    ]
  }

  /// The columns of bad debt, which has the reserves' side of the credit loss.
  static var badDebtColumns: [TableColumn<LossGroup>] {
    [
      .number("realizedBadDebt", "bad debt realised", .usd, total: .sum) { $0.realizedBadDebtUSD },
      .number("latentBadDebt", "bad debt latent", .usd, total: .sum) { $0.latentBadDebtUSD },
      .number("badDebt", "bad debt sum", .usd, total: .sum) {
        $0.realizedBadDebtUSD + $0.latentBadDebtUSD
      },
    ]
  }
}

extension Cascade {
  /// The losses of final bearers under labels, largest final loss first; those
  /// that are equal keep the order in which they come.
  func lossGroups(
    _ label: (Party, AssetPrices) -> String, badDebt badDebtLabel: ((BadDebt) -> String)? = nil
  ) -> [LossGroup] {
    var groups: OrderedDictionary<String, LossGroup> = [:]
    for loss in losses where parties[loss.party].isFinalBearer {
      let label = label(parties[loss.party], assets[loss.asset])
      groups[label, default: LossGroup(label: label)].add(loss)
    }
    if let badDebtLabel {
      for badDebt in badDebt {
        let label = badDebtLabel(badDebt)
        groups[label, default: LossGroup(label: label)].add(badDebt)
      }
    }
    return groups.values.enumerated()
      .sorted { ($1.element.finalUSD, $0.offset) < ($0.element.finalUSD, $1.offset) }
      .map(\.element)
  }
}
