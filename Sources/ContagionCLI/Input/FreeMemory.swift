import Foundation

/// Memory that can be had without swapping.
enum FreeMemory {
  /// What the kernel of Linux calls available; elsewhere all there is.
  static var bytes: Int? {
    guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
    else { return Int(clamping: ProcessInfo.processInfo.physicalMemory) }
    return kilobytes * 1024
  }
}
