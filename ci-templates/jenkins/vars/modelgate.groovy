// The steps of a model release. Each runs its commands in the workspace and ends as they end: a hold (exit 2: people or
// data are awaited) makes the build unstable, which is yellow; exit 75 (a service is unavailable for now) is tried
// again; everything else that is not 0 is an error.

/** Whether the files of a policy changed since the last good build; true when that cannot be known. */
boolean affected(String policy) {
  perform(policy, 'modelgate-gate affected --since "${GIT_PREVIOUS_SUCCESSFUL_COMMIT:-}" "$POLICY" >.modelgate-affected')
  return readFile('.modelgate-affected').trim() != ''
}

void check(String policy) {
  examine('data', policy, '''\
modelgate-gate lacks data --policy "$POLICY" && exit 0
modelgate-data check --policy "$POLICY" --report junit=.modelgate-data.junit.xml
''')
}

void compare(String policy) {
  examine('comparison', policy, '''\
modelgate-gate lacks comparison --policy "$POLICY" && exit 0
modelgate-compare --policy "$POLICY" --report junit=.modelgate-comparison.junit.xml
''')
}

/** Plans and carries out the release to a stage, from the evidence of `check` and `compare`. */
void promote(String stage, String policy, String version) {
  for (evidence in ['data', 'comparison']) { unstash "modelgate-${evidence}" }
  perform(policy, '''\
[ -n "$VERSION" ] || VERSION=$(git rev-parse --short=12 HEAD)
modelgate-gate lacks "$STAGE" --policy "$POLICY" && exit 0
modelgate-gate --policy "$POLICY" --stage "$STAGE"
modelgate-release register "$VERSION" --policy "$POLICY"
modelgate-release plan "$VERSION" --policy "$POLICY" --stage "$STAGE"
modelgate-release promote --policy "$POLICY" --stage "$STAGE"
''', ["STAGE=${stage}", "VERSION=${version}"])
}

/** Carries out every planned release that has its approvals. */
void promoteApproved(String policy) {
  perform(policy, 'modelgate-release promote --policy "$POLICY"')
}

/** The released version and its artifact's digest, at once: what an application's build asks. */
String resolve(String stage, String policy) {
  perform(policy, 'modelgate-release resolve --policy "$POLICY" --stage "$STAGE" >.modelgate-released', ["STAGE=${stage}"])
  return readFile('.modelgate-released').trim()
}

/** Whether this build may release: not the clock's, and not one of another branch than the main one. */
boolean releases() {
  boolean byClock = !currentBuild.getBuildCauses('hudson.triggers.TimerTrigger$TimerTriggerCause').isEmpty()
  return !byClock && (env.BRANCH_NAME == null || env.BRANCH_IS_PRIMARY == 'true')
}

private void examine(String name, String policy, String commands) {
  try {
    perform(policy, commands)
  } finally {
    junit testResults: "**/.modelgate-${name}.junit.xml", allowEmptyResults: true, skipMarkingBuildUnstable: true
    stash name: "modelgate-${name}", includes: '**/.modelgate/**', useDefaultExcludes: false, allowEmpty: true
  }
}

/** Installs modelgate, unless it is on PATH already, and runs commands, one a line. */
private void perform(String policy, String commands, List<String> variables = []) {
  String script = '#!/bin/bash\nset -euo pipefail\n' + install() + commands
  int code = 75
  withEnv(["POLICY=${policy}"] + variables) {
    withCredentialsForGit {
      for (int attempt = 0; code == 75 && attempt < 4; attempt++) {
        if (attempt > 0) { sleep time: 30 * attempt, unit: 'SECONDS' }
        code = sh(script: script, returnStatus: true, label: 'modelgate')
      }
    }
  }
  if (code == 2) {
    unstable 'modelgate: hold, it waits for people or data (see above)'
  } else if (code != 0) {
    error "modelgate: exit ${code} (see above)"
  }
}

/** The ledger is a branch of the repository: MODELGATE_CREDENTIALS names who may push it, where git does not know. */
private void withCredentialsForGit(Closure work) {
  if (env.MODELGATE_CREDENTIALS) {
    withCredentials([gitUsernamePassword(credentialsId: env.MODELGATE_CREDENTIALS)]) { work() }
  } else {
    work()
  }
}

private String install() {
  return '''\
if ! command -v modelgate-gate; then
  file=.modelgate-install/$MODELGATE_SHA256.tar.gz
  [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
  echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
  tar --extract --file "$file" --directory .modelgate-install --strip-components 1
  PATH=$PWD/.modelgate-install/bin:$PATH
fi
'''
}
