import Core
import Glibc
import TestSupport
import Testing

@Suite("Promotions at once, and promotions cut short", .serialized)
struct RaceAndCrashTests {
  @Test("of sixteen rival promotions one wins and fifteen are told so, fifty times")
  func race() throws {
    let story = try Story()
    story.prepareTwins()
    let plan = story.directory(".modelgate/plan/staging.json")
    for round in 1...50 {
      for rival in 1...16 {
        story.play("modelgate-release plan \(story.twin(round)) --stage staging --requester rival\(rival)")
        try Files.replace(story.directory("plan\(rival).json"), with: Files.read(plan))
      }
      let running = (1...16).map { rival in
        Command.start(
          ["modelgate-release", "promote", "--stage", "staging", "--plan", "plan\(rival).json"], in: story.path)
      }
      let codes = running.map { $0.wait().code }.sorted()
      #expect(codes == [0] + [Int32](repeating: 3, count: 15), "round \(round)")
      if round % 10 == 0 { story.play("modelgate-release verify") }
    }
    story.play("modelgate-release verify")
  }

  @Test("a promotion killed at any moment leaves a ledger that verifies, and running it again completes it")
  func crash() throws {
    let story = try Story()
    let steps = 60
    let interrupted = story.killPromotions(steps: steps) { when in
      #expect(story.run("modelgate-release verify").code == 0, "\(when)")
      let again = story.run("modelgate-release promote --stage staging")
      #expect(again.code == 0, "\(when): \(again.errors)")
    }
    #expect(interrupted > steps / 4, "too few runs were hit: \(interrupted)")
    story.play("modelgate-release verify")
  }
}
