import Core
import FoundationEssentials

/// A page in one file: it asks nobody for anything, and its policy lets it run only what was written here, by digest.
package struct HTMLPage: Sendable {
  package var title: String
  package var body: Markup
  /// Beside what all pages have. Neither may hold `<` or `&`: HTML and XML read these differently here.
  package var style: Markup
  package var script: Markup

  package init(title: String, style: Markup = "", script: Markup = "", body: Markup) {
    self.title = title
    self.style = style
    self.script = script
    self.body = body
  }

  package var bytes: [UInt8] {
    let style = PageStyle.common + style
    let scripts: Markup = script.isEmpty ? "'none'" : "'sha256-\(Self.digest(script))'"
    let policy: Markup = """
      default-src 'none'; style-src 'sha256-\(Self.digest(style))'; script-src \(scripts); base-uri 'none'; \
      form-action 'none'
      """
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <title>\(title, upTo: 200)</title>
      <style>\(style)</style>
      </head>
      <body>
      \(body)\(Markup.when(!script.isEmpty, "<script>\(script)</script>\n"))</body>
      </html>

      """
    return Array(page.text.utf8)
  }

  private static func digest(_ content: Markup) -> String {
    let hex = Array(ContentDigest(of: content.text).hex)
    let bytes = stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(String(hex[$0...($0 + 1)]), radix: 16) }
    return Data(bytes).base64EncodedString()
  }
}
