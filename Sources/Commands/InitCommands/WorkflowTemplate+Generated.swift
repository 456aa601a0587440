// swift-format-ignore-file
// Made by scripts/embed-templates from ci-templates/manifest: change those.

extension WorkflowTemplate {
  static let all: [WorkflowTemplate] = [
  ]
}
