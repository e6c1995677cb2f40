import ContagionModel

/// How much memory the records of an ensemble take.
public enum EnsembleMemory {
  /// Bytes of the columns that statistics read, with a third for sorting.
  ///
  /// Eight bytes for each of: probability, three totals, every target, three
  /// columns a protocol, one an asset, chain and bearer, two a variant.
  public static func bytes(_ columns: EnsembleColumns) -> Int {
    let run = columns.run
    let width =
      4 + run.targets.count + 2 * run.axes.protocols.count + columns.assets.count
      + columns.chains.count + columns.bearers.count + 2 * run.variants.count
    return run.scenarios * width * 8 * 4 / 3
  }
}
