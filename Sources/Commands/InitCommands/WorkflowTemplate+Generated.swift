// swift-format-ignore-file
// Made by scripts/embed-templates from ci-templates/manifest: change those.

extension WorkflowTemplate {
  static let all: [WorkflowTemplate] = [
    WorkflowTemplate(
      system: "github", destination: ".github/actions/modelgate/action.yml",
      content: ###"""
# Installs modelgate, unless it is on PATH already, and runs its commands.
#
# A hold (exit 2: people or data are awaited) is no failure: the step is green, and its output `verdict` is `hold`.
# Exit 75 (a service is unavailable for now) is tried again; every other code ends the step as it is.
name: modelgate
description: Installs modelgate and runs its commands; a hold is green, exit 75 is tried again.
inputs:
  run:
    description: The commands, one a line. Without any, modelgate is only installed.
    default: ""
  archive:
    description: The release archive, a URL or a path. (the variable MODELGATE_ARCHIVE)
    default: ""
  sha256:
    description: The archive's SHA-256 in hexadecimal, required for a URL. (the variable MODELGATE_SHA256)
    default: ""
outputs:
  verdict:
    description: The last command's verdict, pass, warn, hold or fail; empty when there was none.
    value: ${{ steps.run.outputs.verdict }}
  reason:
    description: The verdict's reason in a sentence.
    value: ${{ steps.run.outputs.reason }}
  artifact:
    description: A name for this policy's artifacts, made from the variable POLICY.
    value: ${{ steps.find.outputs.artifact }}
runs:
  using: composite
  steps:
    - id: find
      shell: bash
      env:
        ARCHIVE: ${{ inputs.archive || env.MODELGATE_ARCHIVE }}
        SHA256: ${{ inputs.sha256 || env.MODELGATE_SHA256 }}
      run: |
        name=${POLICY:-modelgate.yaml}
        echo "artifact=evidence-${name//[^A-Za-z0-9._-]/_}" >>"$GITHUB_OUTPUT"
        if command -v modelgate-gate; then exit 0; fi
        if [ -z "$ARCHIVE" ]; then
          echo "::error title=modelgate is not installed::set the repository's variables MODELGATE_ARCHIVE and MODELGATE_SHA256"
          exit 69
        fi
        case "$ARCHIVE" in
          http://* | https://*)
            if [[ ! $SHA256 =~ ^[0-9a-f]{64}$ ]]; then
              echo "::error title=no digest::MODELGATE_SHA256 has to be the archive's SHA-256 in lower case"
              exit 78
            fi
            echo "install=url" >>"$GITHUB_OUTPUT" ;;
          *) echo "install=path" >>"$GITHUB_OUTPUT" ;;
        esac
    - if: steps.find.outputs.install == 'url'
      uses: actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0
      with:
        path: ${{ runner.temp }}/modelgate.tar.gz
        key: modelgate-${{ inputs.sha256 || env.MODELGATE_SHA256 }}
    - if: steps.find.outputs.install
      shell: bash
      env:
        ARCHIVE: ${{ inputs.archive || env.MODELGATE_ARCHIVE }}
        SHA256: ${{ inputs.sha256 || env.MODELGATE_SHA256 }}
        INSTALL: ${{ steps.find.outputs.install }}
      # What goes onto the path is the archive whose digest was asked for.
      run: | # zizmor: ignore[github-env]
        file=$ARCHIVE
        if [ "$INSTALL" = url ]; then
          file=$RUNNER_TEMP/modelgate.tar.gz
          [ -e "$file" ] || curl --fail --silent --show-error --location --retry 3 --output "$file" --url "$ARCHIVE"
        fi
        # Also what the cache gave back has to be the archive that was asked for.
        if [ -n "$SHA256" ]; then echo "$SHA256  $file" | sha256sum --check --strict; fi
        mkdir -p "$RUNNER_TEMP/modelgate"
        tar --extract --file "$file" --directory "$RUNNER_TEMP/modelgate" --strip-components 1
        echo "$RUNNER_TEMP/modelgate/bin" >>"$GITHUB_PATH"
    - id: run
      if: inputs.run
      shell: bash
      env:
        COMMANDS: ${{ inputs.run }}
      run: |
        for pause in ${MODELGATE_PAUSES-10 30 90} ""; do
          code=0
          bash -euo pipefail -c "$COMMANDS" || code=$?
          if [ "$code" -ne 75 ] || [ -z "$pause" ]; then break; fi
          sleep "$pause"
        done
        if [ "$code" -ne 2 ]; then exit "$code"; fi
        echo "verdict=hold" >>"$GITHUB_OUTPUT"

"""###),
    WorkflowTemplate(
      system: "github", destination: ".github/workflows/model-release.yml",
      content: ###"""
# Releases the models of this repository: every policy (modelgate.yaml) that a push touched goes through
# model-release-reusable.yml. Application builds have workflows of their own and never wait for this one.
name: model release

on:
  push:
    branches-ignore: ["modelgate/**"]
    # Which models a push touched is found out below; this only keeps the workflow from starting for nothing.
    paths: ["**", "!**.md", "!docs/**"]
  schedule:
    - cron: "23 5 * * *" # checks only: has the data drifted?
  workflow_dispatch:
    inputs:
      policy:
        description: The policy of the model to release; all of them if empty
        type: string
      version:
        description: The version's name; the commit if empty
        type: string
      checks_only:
        description: Check and compare, and release nothing
        type: boolean
  # What a training job sends: {"event_type": "model-trained", "client_payload": {"policy": …, "version": …}}
  repository_dispatch:
    types: [model-trained]

permissions:
  contents: read

env:
  MODELGATE_ARCHIVE: ${{ vars.MODELGATE_ARCHIVE }}
  MODELGATE_SHA256: ${{ vars.MODELGATE_SHA256 }}

jobs:
  find:
    name: find the models
    runs-on: ubuntu-latest
    timeout-minutes: 10
    outputs:
      policies: ${{ steps.affected.outputs.policies }}
      commit: ${{ steps.affected.outputs.commit }}
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: ./.github/actions/modelgate
      - id: affected
        env:
          SINCE: ${{ github.event.before }}
          POLICY: ${{ inputs.policy || github.event.client_payload.policy }}
        run: |
          policies=$(modelgate-gate affected --json --since "$SINCE" ${POLICY:+"$POLICY"})
          echo "policies=$policies" >>"$GITHUB_OUTPUT"
          echo "commit=${GITHUB_SHA:0:12}" >>"$GITHUB_OUTPUT"

  model:
    name: ${{ matrix.policy }}
    needs: find
    if: needs.find.outputs.policies != '[]'
    strategy:
      fail-fast: false
      matrix:
        policy: ${{ fromJSON(needs.find.outputs.policies) }}
    permissions:
      contents: write # the ledger is a branch of this repository
    uses: ./.github/workflows/model-release-reusable.yml
    with:
      policy: ${{ matrix.policy }}
      version: ${{ inputs.version || github.event.client_payload.version || needs.find.outputs.commit }}
      promote: >-
        ${{ github.ref_name == github.event.repository.default_branch
        && github.event_name != 'schedule' && !inputs.checks_only }}

"""###),
    WorkflowTemplate(
      system: "github", destination: ".github/workflows/model-release-reusable.yml",
      content: ###"""
# Releases one model: check the data and compare with the baseline, then staging, then production.
#
# Red: a check failed, or no verdict could be reached. Green with `released` grey: the release waits, for approvals or
# for more data; the summary says for what. Green with `released` green: it is in production.
# Two ways to approve, which can be combined: required reviewers on the environment `production`, or signatures that
# the policy asks for (`approvals:`), which promote-on-approval.yml carries out.
name: model release of one model

on:
  workflow_call:
    inputs:
      policy:
        description: The policy file
        type: string
        default: modelgate.yaml
      version:
        description: The version's name
        type: string
        required: true
      promote:
        description: Whether to release the version when it passes
        type: boolean
        default: true
    outputs:
      verdict:
        description: pass when the version is in production, hold when it waits
        value: ${{ jobs.production.outputs.verdict }}

permissions:
  contents: read

env:
  MODELGATE_ARCHIVE: ${{ vars.MODELGATE_ARCHIVE }}
  MODELGATE_SHA256: ${{ vars.MODELGATE_SHA256 }}
  POLICY: ${{ inputs.policy }}
  VERSION: ${{ inputs.version }}

jobs:
  data:
    name: check data
    runs-on: ubuntu-latest
    timeout-minutes: 60
    outputs:
      artifact: ${{ steps.check.outputs.artifact }}
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          persist-credentials: false
      - id: check
        uses: ./.github/actions/modelgate
        with:
          run: |
            modelgate-gate lacks data --policy "$POLICY" && exit 0
            modelgate-data check --policy "$POLICY"
      - if: always()
        uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        with:
          name: ${{ steps.check.outputs.artifact }}-data
          path: "**/.modelgate/**"
          include-hidden-files: true
          overwrite: true

  compare:
    name: compare with the baseline
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          persist-credentials: false
      - id: compare
        uses: ./.github/actions/modelgate
        with:
          run: |
            modelgate-gate lacks comparison --policy "$POLICY" && exit 0
            modelgate-compare --policy "$POLICY"
      - if: always()
        uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        with:
          name: ${{ steps.compare.outputs.artifact }}-comparison
          path: "**/.modelgate/**"
          include-hidden-files: true
          overwrite: true

  staging:
    name: staging
    needs: [data, compare]
    if: inputs.promote
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: write # the ledger is a branch of this repository
    concurrency:
      group: modelgate-staging-${{ inputs.policy }}
      cancel-in-progress: false
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          persist-credentials: true # to push to the ledger
      - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
        with:
          pattern: ${{ needs.data.outputs.artifact }}-*
          merge-multiple: true
      - uses: ./.github/actions/modelgate
        with:
          run: |
            modelgate-gate lacks staging --policy "$POLICY" && exit 0
            modelgate-gate --policy "$POLICY" --stage staging
            modelgate-release register "$VERSION" --policy "$POLICY"
            modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
            modelgate-release promote --policy "$POLICY" --stage staging

  production:
    name: production
    needs: [data, staging]
    runs-on: ubuntu-latest
    timeout-minutes: 30
    environment: production
    permissions:
      contents: write # the ledger is a branch of this repository
    concurrency:
      group: modelgate-production-${{ inputs.policy }}
      cancel-in-progress: false
    outputs:
      verdict: ${{ steps.promote.outputs.verdict }}
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          persist-credentials: true # to push to the ledger
      - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
        with:
          pattern: ${{ needs.data.outputs.artifact }}-*
          merge-multiple: true
      - id: promote
        uses: ./.github/actions/modelgate
        with:
          run: |
            modelgate-gate lacks production --policy "$POLICY" && exit 0
            modelgate-gate --policy "$POLICY" --stage production
            modelgate-release register "$VERSION" --policy "$POLICY"
            modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
            modelgate-release promote --policy "$POLICY" --stage production

  released:
    name: released
    needs: production
    if: needs.production.outputs.verdict == 'pass'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          persist-credentials: true # to read the ledger
      - uses: ./.github/actions/modelgate
        with:
          run: |
            modelgate-release resolve --policy "$POLICY" --stage production
            modelgate-release verify --policy "$POLICY"

"""###),
    WorkflowTemplate(
      system: "github", destination: ".github/workflows/promote-on-approval.yml",
      content: ###"""
# Carries out every planned release that has its approvals. An approval is a push to the ledger's branch, and a push
# starts only workflows that lie on the branch that was pushed: put this file on the branch modelgate/ledger too.
# The copy on the default branch serves the clock and the button.
name: promote on approval

on:
  push:
    branches: ["modelgate/ledger"]
  schedule:
    - cron: "47 * * * *"
  workflow_dispatch:

permissions:
  contents: read

env:
  MODELGATE_ARCHIVE: ${{ vars.MODELGATE_ARCHIVE }}
  MODELGATE_SHA256: ${{ vars.MODELGATE_SHA256 }}

jobs:
  find:
    name: find the models
    runs-on: ubuntu-latest
    timeout-minutes: 10
    outputs:
      policies: ${{ steps.all.outputs.policies }}
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          ref: ${{ github.event.repository.default_branch }}
          persist-credentials: false
      - uses: ./.github/actions/modelgate
      - id: all
        run: |
          policies=$(modelgate-gate affected --json)
          echo "policies=$policies" >>"$GITHUB_OUTPUT"

  promote:
    name: promote (${{ matrix.policy }})
    needs: find
    if: needs.find.outputs.policies != '[]'
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: write # the ledger is a branch of this repository
    strategy:
      fail-fast: false
      matrix:
        policy: ${{ fromJSON(needs.find.outputs.policies) }}
    concurrency:
      group: modelgate-approved-${{ matrix.policy }}
      cancel-in-progress: false
    env:
      POLICY: ${{ matrix.policy }}
    steps:
      - uses: actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.3.1
        with:
          ref: ${{ github.event.repository.default_branch }}
          persist-credentials: true # to push to the ledger
      - uses: ./.github/actions/modelgate
        with:
          run: modelgate-release promote --policy "$POLICY"

"""###),
    WorkflowTemplate(
      system: "gitlab", destination: ".gitlab/modelgate/model-release.yml",
      content: ###"""
# Releases one model: check the data and compare with the baseline, then staging, then production.
#
# Orange (allowed to fail): it waits, for approvals or for more data; the job's log says for what. Red: it is refused,
# or no verdict could be reached. Exit 75 (a service is unavailable for now) is tried again, nothing else is.
# Pipelines of other branches, and those whose MODELGATE_EVENT is "schedule", only check.
spec:
  inputs:
    name:
      description: What the jobs are called by; one for each model of the repository.
      default: model
    policy:
      description: The policy file.
      default: modelgate.yaml
    stage:
      description: The pipeline's stage that the jobs belong to; their order comes from what they need.
      default: test
    production:
      description: Whether production waits for the button (manual) or only for what the policy and the environment ask.
      options: [on_success, manual]
      default: on_success
    image:
      description: Has bash, curl, git and ssh-keygen.
      default: buildpack-deps:bookworm-scm
---
".$[[ inputs.name ]]":
  stage: $[[ inputs.stage ]]
  image: $[[ inputs.image ]]
  needs: []
  interruptible: false
  timeout: 1h
  retry:
    max: 2
    exit_codes: [75]
  allow_failure:
    exit_codes: [2]
  variables:
    POLICY: $[[ inputs.policy ]]
    VERSION: $CI_COMMIT_SHORT_SHA
  cache:
    key: modelgate-$MODELGATE_SHA256
    paths: [".modelgate-install/*.tar.gz"]
  before_script:
    - |
      if ! command -v modelgate-gate; then
        file=.modelgate-install/$MODELGATE_SHA256.tar.gz
        [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
        echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
        tar --extract --file "$file" --directory .modelgate-install --strip-components 1
        PATH=$PWD/.modelgate-install/bin:$PATH
      fi
  artifacts:
    when: always
    paths: ["**/.modelgate/"]
    exclude: ["**/.modelgate/ci/**"]
    reports:
      junit: "**/.modelgate/ci/*.junit.xml"
      codequality: "**/.modelgate/ci/*.codequality.json"
      metrics: "**/.modelgate/ci/*.metrics.txt"

"$[[ inputs.name ]]: check data":
  extends: ".$[[ inputs.name ]]"
  script:
    - modelgate-gate lacks data --policy "$POLICY" && exit 0
    - modelgate-data check --policy "$POLICY"

"$[[ inputs.name ]]: compare":
  extends: ".$[[ inputs.name ]]"
  script:
    - modelgate-gate lacks comparison --policy "$POLICY" && exit 0
    - modelgate-compare --policy "$POLICY"

"$[[ inputs.name ]]: staging":
  extends: ".$[[ inputs.name ]]"
  needs: ["$[[ inputs.name ]]: check data", "$[[ inputs.name ]]: compare"]
  environment: staging
  resource_group: modelgate-staging-$[[ inputs.name ]]
  script:
    - modelgate-gate lacks staging --policy "$POLICY" && exit 0
    - modelgate-gate --policy "$POLICY" --stage staging
    - modelgate-release register "$VERSION" --policy "$POLICY"
    - modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
    - modelgate-release promote --policy "$POLICY" --stage staging
  rules:
    - if: $MODELGATE_EVENT == "schedule" || $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH
      when: never
    - when: on_success

"$[[ inputs.name ]]: production":
  extends: ".$[[ inputs.name ]]"
  needs: ["$[[ inputs.name ]]: check data", "$[[ inputs.name ]]: compare", "$[[ inputs.name ]]: staging"]
  environment: production
  resource_group: modelgate-production-$[[ inputs.name ]]
  script:
    - modelgate-gate lacks production --policy "$POLICY" && exit 0
    - modelgate-gate --policy "$POLICY" --stage production
    - modelgate-release register "$VERSION" --policy "$POLICY"
    - modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
    - modelgate-release promote --policy "$POLICY" --stage production
  rules:
    - if: $MODELGATE_EVENT == "schedule" || $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH
      when: never
    - when: $[[ inputs.production ]]

# Carries out what has its approvals; promote-on-approval.yml does the same at once when an approval is pushed.
"$[[ inputs.name ]]: promote what is approved":
  extends: ".$[[ inputs.name ]]"
  resource_group: modelgate-production-$[[ inputs.name ]]
  script:
    - modelgate-release promote --policy "$POLICY"
  rules:
    - if: $MODELGATE_EVENT == "schedule" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

"""###),
    WorkflowTemplate(
      system: "gitlab", destination: ".gitlab-ci.yml",
      content: ###"""
# The releases of this repository's model, in a child pipeline of their own: nothing here waits for it.
models:
  needs: []
  variables:
    MODELGATE_EVENT: $CI_PIPELINE_SOURCE # inside, GitLab only says that there is a parent
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      when: never
    # Narrow this to the model's files. Several models: one job like this for each, with its own policy and name.
    - changes: ["**/*"]
  trigger:
    forward: {pipeline_variables: true} # who runs a pipeline by hand or from training may set VERSION
    include:
      - local: .gitlab/modelgate/model-release.yml
        inputs:
          policy: modelgate.yaml
          name: model

"""###),
    WorkflowTemplate(
      system: "jenkins", destination: "Jenkinsfile",
      content: ###"""
// Releases a model: check the data and compare with the baseline, then staging, then production.
// Yellow (unstable): it waits, for approvals or for more data. Red: refused, or no verdict.
@Library('modelgate') _

pipeline {
  agent none
  options {
    disableConcurrentBuilds() // a build that promotes is never aborted by the next
    timeout(time: 7, unit: 'DAYS')
  }
  triggers {
    cron('H 5 * * *') // checks only: has the data drifted?
  }
  parameters {
    string(name: 'POLICY', defaultValue: 'modelgate.yaml', description: 'The policy of the model')
    string(name: 'VERSION', defaultValue: '', description: 'The name of the version; the commit if empty')
    booleanParam(name: 'ASK', defaultValue: false, description: 'Ask a person here before production')
  }
  stages {
    stage('find') {
      agent any
      steps {
        script { env.MODELGATE_AFFECTED = modelgate.affected(params.POLICY) }
      }
    }
    stage('check') {
      when { environment name: 'MODELGATE_AFFECTED', value: 'true' }
      parallel {
        stage('data') {
          agent any
          steps {
            script { modelgate.check(params.POLICY) }
          }
        }
        stage('comparison') {
          agent any
          steps {
            script { modelgate.compare(params.POLICY) }
          }
        }
      }
    }
    stage('staging') {
      when { expression { env.MODELGATE_AFFECTED == 'true' && modelgate.releases() } }
      agent any
      steps {
        script { modelgate.promote('staging', params.POLICY, params.VERSION) }
      }
    }
    // One way to approve. The other is signatures that the policy asks for, which Jenkinsfile.approvals carries out;
    // they name the plan, and no administrator can answer in place of an approver.
    stage('ask') {
      when {
        beforeInput true
        expression { params.ASK && env.MODELGATE_AFFECTED == 'true' && modelgate.releases() }
      }
      input {
        message 'Release to production?'
        ok 'Release'
      }
      steps {
        echo 'a person said yes'
      }
    }
    stage('production') {
      when { expression { env.MODELGATE_AFFECTED == 'true' && modelgate.releases() } }
      agent any
      steps {
        script { modelgate.promote('production', params.POLICY, params.VERSION) }
      }
    }
  }
}

"""###),
    WorkflowTemplate(
      system: "jenkins", destination: "Jenkinsfile.approvals",
      content: ###"""
// Carries out every planned release that has its approvals: a job of its own on the main branch, started by the clock
// and, where the server tells Jenkins of pushes to modelgate/ledger, by those.
@Library('modelgate') _

pipeline {
  agent any
  options {
    disableConcurrentBuilds()
  }
  triggers {
    cron('H/15 * * * *')
  }
  parameters {
    string(name: 'POLICY', defaultValue: 'modelgate.yaml', description: 'The policy of the model')
  }
  stages {
    stage('promote') {
      steps {
        script { modelgate.promoteApproved(params.POLICY) }
      }
    }
  }
}

"""###),
    WorkflowTemplate(
      system: "azure", destination: ".azure/modelgate/modelgate.yml",
      content: ###"""
# Installs modelgate, unless it is on PATH already, and runs its commands: a template of steps.
#
# A hold (exit 2: people or data are awaited) succeeds with issues, which is orange and lets the next stage start; exit
# 75 (a service is unavailable for now) is tried again; every other code ends the step as it is.
parameters:
  - name: title
    type: string
  - name: commands # one a line
    type: string
  - name: policy
    type: string
    default: modelgate.yaml
  - name: version # the commit if empty
    type: string
    default: ""

steps:
  - task: Cache@2
    displayName: the release archive
    condition: and(succeeded(), ne(variables['MODELGATE_SHA256'], ''))
    inputs:
      key: '"modelgate" | "$(MODELGATE_SHA256)"'
      path: .modelgate-install
  - bash: |
      set -euo pipefail
      if ! command -v modelgate-gate; then
        file=.modelgate-install/$MODELGATE_SHA256.tar.gz
        [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
        echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
        tar --extract --file "$file" --directory .modelgate-install --strip-components 1
        PATH=$PWD/.modelgate-install/bin:$PATH
      fi
      VERSION=${VERSION// /}
      export VERSION=${VERSION:-${BUILD_SOURCEVERSION:0:12}}
      for pause in ${MODELGATE_PAUSES-10 30 90} ""; do
        code=0
        bash -euo pipefail -c "$COMMANDS" || code=$?
        if [ "$code" -ne 75 ] || [ -z "$pause" ]; then break; fi
        sleep "$pause"
      done
      if [ "$code" -ne 2 ]; then exit "$code"; fi
      echo "##vso[task.complete result=SucceededWithIssues;]it waits for people or data"
    displayName: ${{ parameters.title }}
    env:
      COMMANDS: ${{ parameters.commands }}
      POLICY: ${{ parameters.policy }}
      VERSION: ${{ parameters.version }}

"""###),
    WorkflowTemplate(
      system: "azure", destination: ".azure/modelgate/keep-evidence.yml",
      content: ###"""
# Hands the evidence of a job over to the stages after it: a template of steps.
parameters:
  - name: name
    type: string

steps:
  - bash: |
      echo "evidence" >"$BUILD_ARTIFACTSTAGINGDIRECTORY/.modelgate-evidence"
      find . -path '*/.modelgate/*' -type f -exec cp --parents --target-directory "$BUILD_ARTIFACTSTAGINGDIRECTORY" {} +
    displayName: gather the evidence
    condition: always()
  - publish: $(Build.ArtifactStagingDirectory)
    artifact: ${{ parameters.name }}
    displayName: keep the evidence
    condition: always()

"""###),
    WorkflowTemplate(
      system: "azure", destination: ".azure/modelgate/model-release.yml",
      content: ###"""
# Releases one model: check the data and compare with the baseline, then staging, then production: a template of
# stages.
#
# Red: refused, or no verdict. Orange: it waits, for approvals or for more data. Other branches and the clock only check.
# Two ways to approve, which can be combined: approvals and checks of the environment `production`, or signatures that
# the policy asks for (`approvals:`), which promote-on-approval.yml carries out.
parameters:
  - name: name # a word for each model of the repository
    type: string
    default: model
  - name: policy
    type: string
    default: modelgate.yaml
  - name: version # the commit if empty
    type: string
    default: ""
  - name: branch # whose runs release
    type: string
    default: refs/heads/main

stages:
  - stage: ${{ parameters.name }}_check
    displayName: check
    dependsOn: []
    jobs:
      - job: data
        displayName: check data
        timeoutInMinutes: 60
        steps:
          - checkout: self
          - template: modelgate.yml
            parameters:
              title: check data
              policy: ${{ parameters.policy }}
              commands: |
                modelgate-gate lacks data --policy "$POLICY" && exit 0
                modelgate-data check --policy "$POLICY"
          - template: keep-evidence.yml
            parameters: {name: "${{ parameters.name }}-data"}
      - job: comparison
        displayName: compare with the baseline
        timeoutInMinutes: 60
        steps:
          - checkout: self
          - template: modelgate.yml
            parameters:
              title: compare
              policy: ${{ parameters.policy }}
              commands: |
                modelgate-gate lacks comparison --policy "$POLICY" && exit 0
                modelgate-compare --policy "$POLICY"
          - template: keep-evidence.yml
            parameters: {name: "${{ parameters.name }}-comparison"}

  - stage: ${{ parameters.name }}_staging
    displayName: staging
    dependsOn: ${{ parameters.name }}_check
    condition: >-
      and(succeeded(), eq(variables['Build.SourceBranch'], '${{ parameters.branch }}'),
      ne(variables['Build.Reason'], 'Schedule'))
    lockBehavior: sequential
    jobs:
      - deployment: promote
        displayName: staging
        environment: staging
        timeoutInMinutes: 30
        strategy:
          runOnce:
            deploy:
              steps:
                - checkout: self
                  persistCredentials: true # the ledger is a branch of this repository
                - download: current
                - bash: cp -r "$PIPELINE_WORKSPACE/$NAME-data/." "$PIPELINE_WORKSPACE/$NAME-comparison/." .
                  displayName: bring the evidence back
                  env: {NAME: "${{ parameters.name }}"}
                - template: modelgate.yml
                  parameters:
                    title: promote to staging
                    policy: ${{ parameters.policy }}
                    version: ${{ parameters.version }}
                    commands: |
                      modelgate-gate lacks staging --policy "$POLICY" && exit 0
                      modelgate-gate --policy "$POLICY" --stage staging
                      modelgate-release register "$VERSION" --policy "$POLICY"
                      modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
                      modelgate-release promote --policy "$POLICY" --stage staging

  - stage: ${{ parameters.name }}_production
    displayName: production
    dependsOn: ${{ parameters.name }}_staging
    lockBehavior: sequential
    jobs:
      - deployment: promote
        displayName: production
        environment: production
        timeoutInMinutes: 30
        strategy:
          runOnce:
            deploy:
              steps:
                - checkout: self
                  persistCredentials: true # the ledger is a branch of this repository
                - download: current
                - bash: cp -r "$PIPELINE_WORKSPACE/$NAME-data/." "$PIPELINE_WORKSPACE/$NAME-comparison/." .
                  displayName: bring the evidence back
                  env: {NAME: "${{ parameters.name }}"}
                - template: modelgate.yml
                  parameters:
                    title: promote to production
                    policy: ${{ parameters.policy }}
                    version: ${{ parameters.version }}
                    commands: |
                      modelgate-gate lacks production --policy "$POLICY" && exit 0
                      modelgate-gate --policy "$POLICY" --stage production
                      modelgate-release register "$VERSION" --policy "$POLICY"
                      modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
                      modelgate-release promote --policy "$POLICY" --stage production

"""###),
    WorkflowTemplate(
      system: "azure", destination: ".azure/modelgate/promote-on-approval.yml",
      content: ###"""
# Carries out every planned release that has its approvals. An approval is a push to the ledger's branch, and a push
# starts only pipelines whose file lies on the branch that was pushed: put this file, with modelgate.yml, at the same
# place on the branch modelgate/ledger too. The copy on the main branch serves the clock.
trigger:
  branches:
    include: ["modelgate/ledger"]

pr: none

schedules:
  - cron: "47 * * * *"
    displayName: is a release approved?
    branches:
      include: [main]
    always: true

pool:
  vmImage: ubuntu-latest

jobs:
  - job: promote
    timeoutInMinutes: 30
    steps:
      - checkout: self
        persistCredentials: true # the ledger is a branch of this repository
      - bash: |
          git fetch --quiet --depth 1 origin main
          git checkout --quiet FETCH_HEAD
        displayName: the policies of the main branch
      - template: modelgate.yml
        parameters:
          title: promote what is approved
          commands: |
            code=0
            while IFS= read -r policy; do
              modelgate-release promote --policy "$policy" || code=$?
            done < <(modelgate-gate affected)
            exit "$code"

"""###),
    WorkflowTemplate(
      system: "azure", destination: "azure-pipelines.yml",
      content: ###"""
# The pipeline of model releases. Application builds have pipelines of their own and never wait for this one.
trigger:
  branches:
    exclude: ["modelgate/*"]
  # Narrow this to the files of your model.
  paths:
    include: ["*"]
    exclude: ["**/*.md"]

pr: none

schedules:
  - cron: "23 5 * * *"
    displayName: has the data drifted?
    branches:
      include: [main]
    always: true

# Who runs it by hand, or a training job through the REST interface, may name the version.
parameters:
  - name: version
    displayName: The name of the version; the commit if empty
    type: string
    default: " " # nothing at all would make Azure ask for one

pool:
  vmImage: ubuntu-latest

# Several models: one template like this for each, with its own name and policy.
stages:
  - template: .azure/modelgate/model-release.yml
    parameters:
      policy: modelgate.yaml
      version: ${{ parameters.version }}

"""###),
  ]
}
