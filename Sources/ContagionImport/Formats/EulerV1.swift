import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Accounts of Euler v1 as its redemption files list them.
///
/// Every subaccount is an account. Deposits, staked ones included, are
/// collateral where the subaccount owes something, else deposits; amounts are
/// of the underlying, prices follow from the largest value per unit of each
/// asset's rows, in ETH. Collateral factors and bonuses are not in the file. The file with
/// all accounts has deposits that the attackers made out of nothing: a sum of debts
/// of more than all deposits is reported as collateral without backing, and
/// nothing is left out for it.
///
/// With `--net` a subaccount's deposits are reduced pro rata by the value of its
/// debts: what is left are claims, as they were redeemed, and a full loss takes
/// all of them. Otherwise a full loss takes what is not lent to the accounts.
public struct EulerV1: NetworkImporter {
  public static let name = "euler-v1-json"
  public static let summary = "Accounts and subaccounts of Euler v1 at its pause, values in ETH."
  public static let source = "euler redemption data, block 16818362, 13 March 2023"
  public static let signatures = [
    Signature.members(["subaccountsTotalValue", "eTokenBalanceUnderlying", "dTokenBalance"])
  ]

  private struct Sums {
    var deposits = 0.0
    var debts = 0.0
    var stated = 0.0
    var contracts = 0
    var contractValue = 0.0
    var hollow = 0
    var units: [AssetID: (deposits: Double, debts: Double)] = [:]
  }

  /// Keeps a rounded share within what is there.
  private static let justBelow = 1 - 1e-12

  static let venue = "euler-v1"

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    draft.venues[Self.venue] = LendingProtocol(
      kind: .pooled,
      liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("full"))]),
      recognition: .deficit, reserves: [:])
    draft.numeraire = draft.asset("WETH")
    var sums = Sums()
    var largest: [AssetID: Double] = [:]
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      for account in root.members {
        let total = draft.number(account.node, "subaccountsTotalValue", in: file.path) ?? 0
        sums.stated += total
        if account.node["isContract"]?.truth == true {
          sums.contracts += 1
          sums.contractValue += total
        }
        for sub in account.node.members where sub.node["markets"] != nil {
          add(sub.node, "\(account.name)/\(sub.name)", file.path, &draft, &sums, &largest)
        }
      }
    }
    draft.checks += [
      .init(
        measure: "net value", unit: "ETH", read: sums.deposits - sums.debts, stated: sums.stated),
      .init(measure: "value of deposits", unit: "ETH", read: sums.deposits, stated: nil),
      .init(measure: "value of debts", unit: "ETH", read: sums.debts, stated: nil),
      .init(
        measure: "net value of \(sums.contracts) contracts", unit: "ETH", read: sums.contractValue,
        stated: nil),
    ]
    if sums.debts > sums.deposits {
      draft.remarks.append(
        "collateral without backing: debts of \(Wording.number(sums.debts.rounded())) ETH exceed all"
          + " deposits of \(Wording.number(sums.deposits.rounded())) ETH, so these were not paid in;"
          + " \(sums.hollow) accounts owe more than they have. Nothing is left out for it")
    }
    draft.shocks["total-loss"] = NamedShock(
      title: "Every market loses all that it holds",
      shocks: draft.assets.keys.compactMap { asset in
        guard let held = sums.units[asset], held.deposits > held.debts else { return nil }
        return .issuerLossShare(
          .reserve(ReserveID(ProtocolID(Self.venue), asset)),
          held.debts == 0 ? 1 : (1 - held.debts / held.deposits) * Self.justBelow)
      })
    draft.title = "Accounts of Euler v1"
  }

  private func add(
    _ sub: JSONNode, _ name: String, _ file: String, _ draft: inout BookDraft, _ sums: inout Sums,
    _ largest: inout [AssetID: Double]
  ) {
    var entries: [(asset: AssetID, deposit: Double, debt: Double, row: Int, place: Place)] = []
    var worth = (deposits: 0.0, debts: 0.0)
    for market in sub["markets"]?.elements ?? [] {
      draft.readRow()
      guard let symbol = draft.text(market, "symbol", in: file),
        let underlying = draft.text(market, "underlying", in: file),
        let free = draft.number(market, "eTokenBalanceUnderlying", in: file),
        let staked = draft.number(
          market, "stakedETokenBalanceUnderlying", in: file, optional: true),
        let debt = draft.number(market, "dTokenBalance", in: file),
        let depositValue = draft.number(market, "depositValue", in: file),
        let borrowValue = draft.number(market, "borrowValue", in: file)
      else { continue }
      worth.deposits += depositValue
      worth.debts += borrowValue
      let asset = draft.asset(symbol, address: underlying)
      for (units, value) in [(free + staked, depositValue), (debt, borrowValue)]
      where units > 0 && value > largest[asset] ?? 0 {
        largest[asset] = value
        draft.assets[asset]?.value = value / units
      }
      guard free + staked != 0 || debt != 0 else {
        draft.drop("neither a deposit nor a debt")
        continue
      }
      entries.append((asset, free + staked, debt, draft.rowsRead, market.place(in: file)))
    }
    sums.deposits += worth.deposits
    sums.debts += worth.debts
    if worth.debts > worth.deposits {
      sums.hollow += 1
    }
    let owes = entries.contains { $0.debt > 0 }
    let id = Array((name.hasSuffix("/id0") ? String(name.dropLast(4)) : name).utf8)
    let nets = draft.options.nets
    let left = nets && owes ? max(0, 1 - worth.debts / worth.deposits) : 1
    for entry in entries {
      let deposit = entry.deposit * left
      let debt = nets ? 0 : entry.debt
      sums.units[entry.asset, default: (0, 0)].deposits += deposit
      sums.units[entry.asset, default: (0, 0)].debts += debt
      if nets, deposit == 0 { draft.keepRow(entry.row) }
      for (side, units) in [
        (owes && !nets ? AccountBook.Side.collateral : .deposit, deposit), (.debt, debt),
      ] where units != 0 {
        draft.add(
          id, at: Self.venue, side, entry.asset, units: units, row: entry.row, place: entry.place)
      }
    }
  }
}
