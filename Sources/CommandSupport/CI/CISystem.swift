/// The CI systems that are known by the environment they give their jobs; this is the list to add one to.
package enum CISystem: String, CaseIterable, Sendable {
  case github = "GitHub Actions"
  case gitlab = "GitLab CI"
  case azure = "Azure Pipelines"
  case buildkite = "Buildkite"
  case teamcity = "TeamCity"
  case jenkins = "Jenkins"
  case circleci = "CircleCI"
  case bitbucket = "Bitbucket Pipelines"
  case woodpecker = "Woodpecker"

  /// The system that a job runs in; nil where none of them is.
  package static func detect(_ environment: [String: String]) -> CISystem? {
    allCases.first { $0.isNamed(by: environment) }
  }

  private func isNamed(by environment: [String: String]) -> Bool {
    if self == .woodpecker { return environment["CI"] == "woodpecker" }
    guard let value = environment[marker]?.lowercased() else { return false }
    return !value.isEmpty && value != "false"
  }

  private var marker: String {
    switch self {
    case .github: "GITHUB_ACTIONS"
    case .gitlab: "GITLAB_CI"
    case .azure: "TF_BUILD"
    case .buildkite: "BUILDKITE"
    case .teamcity: "TEAMCITY_VERSION"
    case .jenkins: "JENKINS_URL"
    case .circleci: "CIRCLECI"
    case .bitbucket: "BITBUCKET_BUILD_NUMBER"
    case .woodpecker: "CI"
    }
  }

  /// The variable that says where the checkout is: the systems name files from there.
  var checkoutVariable: String? {
    switch self {
    case .github: "GITHUB_WORKSPACE"
    case .gitlab: "CI_PROJECT_DIR"
    case .azure: "BUILD_SOURCESDIRECTORY"
    case .buildkite: "BUILDKITE_BUILD_CHECKOUT_PATH"
    case .jenkins: "WORKSPACE"
    case .bitbucket: "BITBUCKET_CLONE_DIR"
    case .woodpecker: "CI_WORKSPACE"
    case .teamcity, .circleci: nil
    }
  }

  /// Whether it takes commands from what a job prints.
  var readsLog: Bool {
    switch self {
    case .github, .azure, .teamcity: true
    case .gitlab, .buildkite, .jenkins, .circleci, .bitbucket, .woodpecker: false
    }
  }
}
