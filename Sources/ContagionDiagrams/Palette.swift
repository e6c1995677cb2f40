public import ContagionModel

/// The colours of every diagram: Okabe and Ito's palette, which colour-blind
/// readers tell apart, each with a line style that survives a grey print.
public enum Palette {
  /// The colour of a channel.
  public static func color(of channel: Channel) -> String {
    switch channel {
    case .price: "#0072B2"
    case .depth: "#56B4E9"
    case .claim: "#D55E00"
    case .funding: "#009E73"
    case .oracle: "#CC79A7"
    }
  }
}
