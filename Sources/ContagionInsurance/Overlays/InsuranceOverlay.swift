public import ContagionModel

/// A rule that is laid over a design: it changes what the design has or sees, and
/// pays nothing itself.
///
/// To add one: a file in `Overlays`, a line in the catalog below, a test.
public protocol InsuranceOverlay: Rule {
  /// Whether it looks at the price of an asset that the file names beside it.
  static var needsAsset: Bool { get }
  /// Why it cannot do with the asset beside it, or without one; `nil` if it can.
  func assetFinding(_ asset: AssetID?) -> String?
  /// The amount that covers of the design must give for it; `nil` for none.
  static var neededAmount: String? { get }
  /// The programme with the overlay on it.
  func adjusted(_ programme: InsuranceProgramme) -> InsuranceProgramme
  /// Acts before the design pays; false keeps the design from paying.
  func precede(_ waterfall: inout Waterfall, asset: AssetID?) -> Bool
  /// Adds figures once the design has paid.
  func follow(_ waterfall: inout Waterfall)
}

extension InsuranceOverlay {
  public static var needsAsset: Bool { false }
  public static var neededAmount: String? { nil }
  public func assetFinding(_ asset: AssetID?) -> String? {
    switch (needsAsset, asset) {
    case (true, nil): "overlay '\(Self.name)' needs 'asset: ASSET'"
    case (false, .some): "overlay '\(Self.name)' looks at no asset"
    default: nil
    }
  }
  var needsAsset: Bool { Self.needsAsset }
  var neededAmount: String? { Self.neededAmount }

  public func adjusted(_ programme: InsuranceProgramme) -> InsuranceProgramme { programme }
  public func precede(_ waterfall: inout Waterfall, asset: AssetID?) -> Bool { true }
  public func follow(_ waterfall: inout Waterfall) {}
}

extension Catalog where Kind == any InsuranceOverlay {
  /// Every overlay in the package. Add yours here.
  public static let insuranceOverlays = Catalog(
    "overlay",
    [
      Entry(OutflowCap.self) { $0 },
      Entry(EarlyDeleveraging.self) { $0 },
      Entry(MarginNetting.self) { $0 },
      Entry(ParametricTrigger.self) { $0 },
    ])
}
