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
    WorkflowTemplate(
      system: "circleci", destination: ".circleci/config.yml",
      content: ###"""
# Releases the model of this repository, in workflows of their own, and builds an application that never waits for them.
#
# On hold: a release waits at the job `approve`, for signatures, for a person who presses the button, or for more data;
# the log says for what. Red: it is refused, or no verdict could be reached, or the button was pressed too early.
# The workflow promote-approved is started by the approval itself: a push to the ledger's branch starts the
# configuration that lies there, so put this file on the branch modelgate/ledger too, at the same place.
version: 2.1

parameters:
  # What a person or a training job may say when it starts a pipeline.
  version: {type: string, default: ""}
  folder: {type: string, default: .}

orbs:
  # The orb of ci-templates/circleci/orb.yml.
  modelgate:
    executors:
      default:
        docker: [{image: "cimg/base:current-22.04"}]

    commands:
      install:
        description: Installs modelgate, unless it is on PATH already, from MODELGATE_ARCHIVE with MODELGATE_SHA256.
        steps:
          - restore_cache:
              keys: ["modelgate-{{ .Environment.MODELGATE_SHA256 }}"]
          - run:
              name: install modelgate
              command: |
                mkdir -p ~/.modelgate-install
                if ! command -v modelgate-gate; then
                  case "${MODELGATE_ARCHIVE:?has to be the URL or path of a release archive}" in
                    *://*) ;; *) MODELGATE_ARCHIVE=file://$(realpath "$MODELGATE_ARCHIVE") ;;
                  esac
                  file=~/.modelgate-install/$MODELGATE_SHA256.tar.gz
                  [ -e "$file" ] || curl -fsSL --retry 3 --output "$file" --url "$MODELGATE_ARCHIVE"
                  echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
                  tar --extract --file "$file" --directory ~/.modelgate-install --strip-components 1
                  echo 'export PATH=~/.modelgate-install/bin:$PATH' >>"$BASH_ENV"
                fi
          - save_cache:
              key: "modelgate-{{ .Environment.MODELGATE_SHA256 }}"
              paths: [~/.modelgate-install]
      affected:
        description: Ends the job here, in green, when none of the model's files changed since the commit SINCE.
        steps:
          - run:
              name: find out whether it changed
              command: |
                affected=$(modelgate-gate affected --since "$SINCE" "$POLICY")
                if [ -z "$affected" ]; then circleci-agent step halt; fi
      execute:
        description: Runs commands. A hold (exit 2) is green unless on_hold says otherwise; exit 75 is tried again.
        parameters:
          name: {type: string}
          commands: {type: string}
          on_hold: {type: integer, default: 0}
        steps:
          - run:
              name: << parameters.name >>
              environment:
                COMMANDS: << parameters.commands >>
                ON_HOLD: << parameters.on_hold >>
              command: |
                mkdir -p test-results
                export VERSION="${VERSION:-${CIRCLE_SHA1:0:12}}"
                for pause in ${MODELGATE_PAUSES-10 30 90} ""; do
                  code=0
                  bash -euo pipefail -c "$COMMANDS" || code=$?
                  if [ "$code" -ne 75 ] || [ -z "$pause" ]; then break; fi
                  sleep "$pause"
                done
                if [ "$code" -eq 2 ]; then code=$ON_HOLD; fi
                exit "$code"
      keep:
        description: Hands the evidence to the jobs that follow, and shows the rules as tests.
        steps:
          - store_test_results: {path: test-results}
          - store_artifacts: {path: << parameters.folder >>/.modelgate, destination: modelgate}
          - persist_to_workspace: {root: ., paths: [<< parameters.folder >>/.modelgate]}
        parameters:
          folder: {type: string}

    jobs:
      check-data:
        parameters: &parameters
          folder:
            description: The folder of the model, where its modelgate.yaml is.
            type: string
            default: .
          version:
            description: The version's name; the commit if empty.
            type: string
            default: ""
          since:
            description: The commit that was there before; if empty, everything counts as changed.
            type: string
            default: ""
        executor: default
        environment: &environment
          POLICY: << parameters.folder >>/modelgate.yaml
          VERSION: << parameters.version >>
          SINCE: << parameters.since >>
        steps:
          - checkout
          - install
          - affected
          - execute:
              name: check data
              commands: |
                modelgate-gate lacks data --policy "$POLICY" && exit 0
                modelgate-data check --policy "$POLICY" --report junit=test-results/data.xml
          - keep: {folder: << parameters.folder >>}

      compare:
        parameters: *parameters
        executor: default
        environment: *environment
        steps:
          - checkout
          - install
          - affected
          - execute:
              name: compare with the baseline
              commands: |
                modelgate-gate lacks comparison --policy "$POLICY" && exit 0
                modelgate-compare --policy "$POLICY" --report junit=test-results/comparison.xml
          - keep: {folder: << parameters.folder >>}

      staging:
        parameters: *parameters
        executor: default
        environment: *environment
        steps:
          - checkout
          - install
          - affected
          - attach_workspace: {at: .}
          - execute:
              name: staging
              commands: |
                modelgate-gate lacks staging --policy "$POLICY" && exit 0
                modelgate-gate --policy "$POLICY" --stage staging
                modelgate-release register "$VERSION" --policy "$POLICY"
                modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
                modelgate-release promote --policy "$POLICY" --stage staging
          - keep: {folder: << parameters.folder >>}

      plan:
        parameters: *parameters
        executor: default
        environment: *environment
        steps:
          - checkout
          - install
          - affected
          - attach_workspace: {at: .}
          - execute:
              name: plan the release to production
              commands: |
                modelgate-gate lacks production --policy "$POLICY" && exit 0
                modelgate-gate --policy "$POLICY" --stage production
                modelgate-release register "$VERSION" --policy "$POLICY"
                modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
          - keep: {folder: << parameters.folder >>}

      production:
        parameters: *parameters
        executor: default
        environment: *environment
        steps:
          - checkout
          - install
          - affected
          - attach_workspace: {at: .}
          - execute:
              name: production
              on_hold: 2
              commands: |
                modelgate-gate lacks production --policy "$POLICY" && exit 0
                modelgate-release promote --policy "$POLICY" --stage production
                modelgate-release resolve --policy "$POLICY" --stage production

      promote-approved:
        parameters:
          <<: *parameters
          branch:
            description: The branch that has the policy.
            type: string
            default: main
        executor: default
        environment:
          <<: *environment
          BRANCH: << parameters.branch >>
        steps:
          - checkout
          - install
          - execute:
              name: promote what is approved
              commands: |
                git fetch --quiet origin "$BRANCH"
                git checkout --quiet FETCH_HEAD
                modelgate-release promote --policy "$POLICY"

workflows:
  # Another model: copy this workflow and the two below it, and give the copies the model's folder.
  release:
    when: pipeline.git.branch == "main" and pipeline.trigger_source != "scheduled_pipeline"
    jobs:
      - modelgate/check-data: &model
          name: check data
          folder: << pipeline.parameters.folder >>
          version: << pipeline.parameters.version >>
          since: << pipeline.git.base_revision >>
      - modelgate/compare: {<<: *model, name: compare}
      - modelgate/staging:
          <<: *model
          name: staging
          requires: [check data, compare]
          serial-group: << pipeline.project.slug >>/staging
      - modelgate/plan: {<<: *model, name: plan, requires: [staging]}
      - approve: {type: approval, requires: [plan]}
      - modelgate/production:
          <<: *model
          name: production
          requires: [approve]
          serial-group: << pipeline.project.slug >>/production

  checks:
    when: >-
      pipeline.trigger_source == "scheduled_pipeline"
      or (pipeline.git.branch != "main" and pipeline.git.branch != "modelgate/ledger")
    jobs:
      - modelgate/check-data: {name: check data, folder: .}
      - modelgate/compare: {name: compare, folder: .}

  promote-approved:
    when: pipeline.git.branch == "modelgate/ledger" or pipeline.trigger_source == "scheduled_pipeline"
    jobs:
      - modelgate/promote-approved:
          name: promote what is approved
          folder: .
          branch: main
          serial-group: << pipeline.project.slug >>/production

  application:
    when: pipeline.git.branch != "modelgate/ledger" and pipeline.trigger_source == "webhook"
    jobs:
      - build

jobs:
  # An application build that ships a model: it asks which version is released, and gets an answer at once.
  build:
    executor: modelgate/default
    steps:
      - checkout
      - modelgate/install
      - run:
          name: build
          command: |
            model=$(modelgate-release resolve --stage production)
            echo "build with model $model"

"""###),
    WorkflowTemplate(
      system: "bitbucket", destination: "bitbucket-pipelines.yml",
      content: ###"""
# Releases the model of this repository, in a pipeline of its own, and builds an application that never waits for it.
#
# Paused at the manual step `production`: the release waits, for signatures, for a person who presses the button, or for
# more data; the log of `plan` says for what. Red: it is refused, or no verdict could be reached, or the button was
# pressed too early. An approval promotes by itself: it is a push to the ledger's branch, and a push starts the
# pipelines of the file on the branch that was pushed, so put this file on the branch modelgate/ledger too.
image: buildpack-deps:bookworm-scm

triggers:
  repository-push:
    - condition: BITBUCKET_BRANCH == "main"
      pipelines: [model-release, application]
    - condition: BITBUCKET_BRANCH == "modelgate/ledger"
      pipelines: [promote-approved]
    - condition: BITBUCKET_BRANCH != "main" && BITBUCKET_BRANCH != "modelgate/ledger"
      pipelines: [checks, application]

definitions:
  caches:
    modelgate: ~/.modelgate-install
  scripts:
    - &install |
      if ! command -v modelgate-gate; then
        case "${MODELGATE_ARCHIVE:?has to be the URL or path of a release archive}" in
          *://*) ;; *) MODELGATE_ARCHIVE=file://$(realpath "$MODELGATE_ARCHIVE") ;;
        esac
        file=~/.modelgate-install/$MODELGATE_SHA256.tar.gz
        [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
        echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
        tar --extract --file "$file" --directory ~/.modelgate-install --strip-components 1
        PATH=~/.modelgate-install/bin:$PATH
      fi
      mkdir -p test-results
      POLICY=${POLICY:-modelgate.yaml}
      # Exit 75 (a service is unavailable for now) is tried again, nothing else is.
      retry() {
        for pause in ${MODELGATE_PAUSES-10 30 90} ""; do
          code=0
          "$@" || code=$?
          if [ "$code" -ne 75 ] || [ -z "$pause" ]; then return "$code"; fi
          sleep "$pause"
        done
      }
    # A version that somebody named is released in any case.
    - &affected |
      if [ -n "${VERSION:-}" ]; then SINCE=; fi
      affected=$(modelgate-gate affected --since "${SINCE:-}" "$POLICY")
      if [ -z "$affected" ]; then exit 0; fi
      VERSION=${VERSION:-$(git rev-parse --short=12 HEAD)}
      # Bitbucket does not name who started a step: whoever made the commit asks for the release, and may not approve.
      USER=$(git log -1 --format=%ae)
      export USER
    # A hold is no failure: production waits in any case.
    - &hold trap 'if [ $? -eq 2 ]; then exit 0; fi' EXIT
  steps:
    - &data
      name: check data
      max-time: 60
      caches: [modelgate]
      artifacts: &evidence [".modelgate/**", "**/.modelgate/**"]
      script:
        - *install
        - *affected
        - *hold
        - modelgate-gate lacks data --policy "$POLICY" && exit 0
        - modelgate-data check --policy "$POLICY" --report junit=test-results/data.xml
    - &compare
      name: compare
      max-time: 60
      caches: [modelgate]
      artifacts: *evidence
      script:
        - *install
        - *affected
        - *hold
        - modelgate-gate lacks comparison --policy "$POLICY" && exit 0
        - modelgate-compare --policy "$POLICY" --report junit=test-results/comparison.xml
    - &promote
      name: promote what is approved
      max-time: 30
      caches: [modelgate]
      concurrency-group: modelgate-production
      script:
        - *install
        - *hold
        - git fetch --quiet origin main
        - git checkout --quiet FETCH_HEAD
        - retry modelgate-release promote --policy "$POLICY"

pipelines:
  custom:
    # Another model: copy this pipeline with another default for POLICY, and name the copy in `triggers`.
    model-release:
      - variables:
          - name: POLICY
            default: modelgate.yaml
            description: The policy of the model to release
          - name: VERSION
            default: ""
            description: The version's name; the commit if empty
          # Bitbucket does not say what was there before a push: the last commit counts, a merge as a whole.
          - name: SINCE
            default: HEAD^
            description: Release nothing if the model's files did not change since this commit
      - parallel: {steps: [step: *data, step: *compare]}
      - step:
          name: staging
          max-time: 30
          caches: [modelgate]
          deployment: staging
          concurrency-group: modelgate-staging
          script:
            - *install
            - *affected
            - *hold
            - modelgate-gate lacks staging --policy "$POLICY" && exit 0
            - modelgate-gate --policy "$POLICY" --stage staging
            - retry modelgate-release register "$VERSION" --policy "$POLICY"
            - retry modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
            - retry modelgate-release promote --policy "$POLICY" --stage staging
      - step:
          name: plan
          max-time: 30
          caches: [modelgate]
          artifacts: *evidence
          script:
            - *install
            - *affected
            - *hold
            - modelgate-gate lacks production --policy "$POLICY" && exit 0
            - modelgate-gate --policy "$POLICY" --stage production
            - retry modelgate-release register "$VERSION" --policy "$POLICY"
            - retry modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
      - step:
          name: production
          trigger: manual
          max-time: 30
          caches: [modelgate]
          deployment: production
          concurrency-group: modelgate-production
          script:
            - *install
            - *affected
            - modelgate-gate lacks production --policy "$POLICY" && exit 0
            - retry modelgate-release promote --policy "$POLICY" --stage production
            - modelgate-release resolve --policy "$POLICY" --stage production

    checks:
      - parallel: {steps: [step: *data, step: *compare]}

    # For a schedule: has the data drifted, and is a plan approved that nobody carried out?
    nightly:
      - parallel: {steps: [step: *data, step: *compare]}
      - step: *promote

    promote-approved:
      - step: *promote

    # An application build that ships a model: it asks which version is released, and gets an answer at once.
    application:
      - step:
          name: build
          max-time: 30
          caches: [modelgate]
          script:
            - *install
            - model=$(modelgate-release resolve --stage production)
            - echo "build with model $model"

"""###),
    WorkflowTemplate(
      system: "buildkite", destination: ".buildkite/model-release.yml",
      content: ###"""
# Releases the models of this repository: every policy (modelgate.yaml) that a push touched becomes a group of steps,
# those of model.yml. Application builds have a pipeline of their own and never wait for this one.
#
# Buildkite does not say what was there before a push: the last commit counts, a merge as a whole. Builds that no push
# started take every policy, or the one that POLICY names; VERSION names the version.
steps:
  - label: find the models
    key: find
    timeout_in_minutes: 10
    plugins:
      - ./.buildkite/plugins/modelgate: ~
    command: |
      if [ "$$BUILDKITE_SOURCE" = webhook ]; then since=HEAD^; else since=; fi
      policies=$$(modelgate-gate affected --since "$$since" $${POLICY:+"$$POLICY"})
      while IFS= read -r policy; do
        [ -n "$$policy" ] || continue
        POLICY=$$policy KEY=$${policy//[^A-Za-z0-9]/-} buildkite-agent pipeline upload .buildkite/model.yml
      done <<<"$$policies"

"""###),
    WorkflowTemplate(
      system: "buildkite", destination: ".buildkite/model.yml",
      content: ###"""
# The steps of one model's release: check the data and compare with the baseline, then staging, then production.
#
# Orange (soft-failed): it waits, for approvals or for more data; the annotation says for what. Red: it is refused, or
# no verdict could be reached. Exit 75 (a service is unavailable for now) is tried again, nothing else is.
# A variable with two dollars is the step's; one with a single dollar is put in when model-release.yml uploads this.
common:
  - &step
    env: {POLICY: "${POLICY}"}
    timeout_in_minutes: 60
    soft_fail: [{exit_status: 2}]
    retry: {automatic: [{exit_status: 75, limit: 2}]}

steps:
  - group: "model release: ${POLICY}"
    steps:
      - <<: *step
        label: check data
        key: "data-${KEY}"
        if: build.env("MODELGATE_EVENT") != "approved"
        plugins:
          - ./.buildkite/plugins/modelgate: ~
        command: |
          modelgate-gate lacks data --policy "$$POLICY" && exit 0
          modelgate-data check --policy "$$POLICY"

      - <<: *step
        label: compare
        key: "compare-${KEY}"
        if: build.env("MODELGATE_EVENT") != "approved"
        plugins:
          - ./.buildkite/plugins/modelgate: ~
        command: |
          modelgate-gate lacks comparison --policy "$$POLICY" && exit 0
          modelgate-compare --policy "$$POLICY"

      - <<: *step
        label: staging
        key: "staging-${KEY}"
        if: >-
          build.branch == pipeline.default_branch && build.source != "schedule"
          && build.env("MODELGATE_EVENT") != "approved"
        depends_on: ["data-${KEY}", "compare-${KEY}"]
        concurrency: 1
        concurrency_group: "modelgate/${BUILDKITE_PIPELINE_SLUG}/staging/${POLICY}"
        plugins:
          - ./.buildkite/plugins/modelgate: {evidence: ["data-${KEY}", "compare-${KEY}"]}
        command: |
          modelgate-gate lacks staging --policy "$$POLICY" && exit 0
          modelgate-gate --policy "$$POLICY" --stage staging
          modelgate-release register "$$VERSION" --policy "$$POLICY"
          modelgate-release plan "$$VERSION" --policy "$$POLICY" --stage staging
          modelgate-release promote --policy "$$POLICY" --stage staging

      # The button, for those who want one: set MODELGATE_BLOCK=true for the pipeline.
      - block: "release to production?"
        key: "approve-${KEY}"
        if: >-
          build.env("MODELGATE_BLOCK") == "true" && build.branch == pipeline.default_branch
          && build.source != "schedule" && build.env("MODELGATE_EVENT") != "approved"
        depends_on: "staging-${KEY}"

      - <<: *step
        label: production
        key: "production-${KEY}"
        if: >-
          build.branch == pipeline.default_branch && build.source != "schedule"
          && build.env("MODELGATE_EVENT") != "approved"
        depends_on: ["staging-${KEY}", "approve-${KEY}"]
        concurrency: 1
        concurrency_group: "modelgate/${BUILDKITE_PIPELINE_SLUG}/production/${POLICY}"
        plugins:
          - ./.buildkite/plugins/modelgate: {evidence: ["data-${KEY}", "compare-${KEY}"]}
        command: |
          modelgate-gate lacks production --policy "$$POLICY" && exit 0
          modelgate-gate --policy "$$POLICY" --stage production
          modelgate-release register "$$VERSION" --policy "$$POLICY"
          modelgate-release plan "$$VERSION" --policy "$$POLICY" --stage production
          modelgate-release promote --policy "$$POLICY" --stage production

      - <<: *step
        label: promote what is approved
        key: "approved-${KEY}"
        if: >-
          build.branch == pipeline.default_branch
          && (build.source == "schedule" || build.env("MODELGATE_EVENT") == "approved")
        concurrency: 1
        concurrency_group: "modelgate/${BUILDKITE_PIPELINE_SLUG}/production/${POLICY}"
        plugins:
          - ./.buildkite/plugins/modelgate: ~
        command: modelgate-release promote --policy "$$POLICY"

"""###),
    WorkflowTemplate(
      system: "buildkite", destination: ".buildkite/plugins/modelgate/plugin.yml",
      content: ###"""
# A plugin that installs modelgate and hands evidence from step to step.
name: modelgate
description: Installs modelgate, and hands the evidence to the steps that ask for it
author: modelgate
requirements: [bash, curl, git]
configuration:
  properties:
    evidence:
      description: The keys of the steps whose evidence this one needs
      type: array
      items: {type: string}
  additionalProperties: false

"""###),
    WorkflowTemplate(
      system: "buildkite", destination: ".buildkite/plugins/modelgate/hooks/pre-command",
      content: ###"""
#!/usr/bin/env bash
# Installs modelgate, unless it is on PATH already, and fetches the evidence that the step needs.
set -euo pipefail

if ! command -v modelgate-gate; then
  case "${MODELGATE_ARCHIVE:?has to be the URL or path of a release archive}" in
    *://*) ;; *) MODELGATE_ARCHIVE=file://$(realpath "$MODELGATE_ARCHIVE") ;;
  esac
  mkdir -p ~/.cache/modelgate .modelgate-install
  file=~/.cache/modelgate/$MODELGATE_SHA256.tar.gz
  if ! [ -e "$file" ]; then
    curl -fsSL --retry 3 --output "$file.$$" --url "$MODELGATE_ARCHIVE"
    mv "$file.$$" "$file"
  fi
  echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
  tar --extract --file "$file" --directory .modelgate-install --strip-components 1
  export PATH=$PWD/.modelgate-install/bin:$PATH
fi

VERSION=${VERSION:-$(git rev-parse --short=12 HEAD)}
export VERSION

# Where there is none, the gate says what is missing: that never passes.
number=0
while key=BUILDKITE_PLUGIN_MODELGATE_EVIDENCE_$((number++)) && [ -n "${!key:-}" ]; do
  buildkite-agent artifact download --step "${!key}" "**/.modelgate/**/*" . || echo "no evidence from ${!key}"
done

"""###),
    WorkflowTemplate(
      system: "buildkite", destination: ".buildkite/plugins/modelgate/hooks/pre-exit",
      content: ###"""
#!/usr/bin/env bash
# Keeps the evidence, also that of a step that failed.
set -euo pipefail

buildkite-agent artifact upload "**/.modelgate/**/*"

"""###),
    WorkflowTemplate(
      system: "woodpecker", destination: ".woodpecker/model-release.yaml",
      content: ###"""
# Releases the model of this repository: check the data and compare with the baseline, then staging, then production.
#
# Red: it is refused, or no verdict could be reached. Green, with the last step `released` failed: it waits, for
# approvals or for more data; the log of `production` says for what. Pipelines of other branches and of the clock check.
# A variable in braces would be put in before this file is read, whatever it holds: there is none, and two dollars are
# one. Several models: add `matrix: {POLICY: [models/one/modelgate.yaml, models/two/modelgate.yaml]}`.
when:
  - event: push
    branch: {exclude: modelgate/ledger}
  - event: [manual, cron] # by hand or from training, with VERSION and POLICY

concurrency: 1

variables:
  - &image buildpack-deps:bookworm-scm
  # The secret is a line of a .netrc file that may push the ledger's branch: machine HOST login USER password TOKEN.
  - &secrets
    NETRC: {from_secret: modelgate_netrc}
    MODELGATE_ARCHIVE: {from_secret: modelgate_archive}
    MODELGATE_SHA256: {from_secret: modelgate_sha256}
  - &install |
    if ! command -v modelgate-gate; then
      case "$${MODELGATE_ARCHIVE:?has to be the URL or path of a release archive}" in
        *://*) ;; *) MODELGATE_ARCHIVE=file://$(realpath "$MODELGATE_ARCHIVE") ;;
      esac
      file=.modelgate-install/$MODELGATE_SHA256.tar.gz
      [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
      echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
      tar --extract --file "$file" --directory .modelgate-install --strip-components 1
      PATH=$PWD/.modelgate-install/bin:$PATH
    fi
    (umask 077 && printf '%s\n' "$NETRC" >~/.netrc)
    POLICY=$${POLICY:-modelgate.yaml}
    VERSION=$${VERSION:-$(git rev-parse --short=12 HEAD)}
    # Exit 75 (a service is unavailable for now) is tried again, nothing else is.
    retry() {
      for pause in $${MODELGATE_PAUSES-10 30 90} ""; do
        code=0
        "$@" || code=$?
        if [ "$code" -ne 75 ] || [ -z "$pause" ]; then return "$code"; fi
        sleep "$pause"
      done
    }
  - &affected |
    since=
    if [ "$CI_PIPELINE_EVENT" = push ]; then since=$CI_PREV_COMMIT_SHA; fi
    if [ -n "$since" ]; then git fetch --quiet --depth 1 origin "$since" || since=; fi
    affected=$(modelgate-gate affected --since "$since" "$POLICY")
    if [ -z "$affected" ]; then exit 0; fi
  # A hold is no failure: the step `released` tells.
  - &hold trap 'if [ $? -eq 2 ]; then exit 0; fi' EXIT

steps:
  - name: check data
    image: *image
    environment: *secrets
    commands:
      - *install
      - *affected
      - *hold
      - modelgate-gate lacks data --policy "$POLICY" && exit 0
      - modelgate-data check --policy "$POLICY"

  - name: compare
    image: *image
    environment: *secrets
    commands:
      - *install
      - *affected
      - *hold
      - modelgate-gate lacks comparison --policy "$POLICY" && exit 0
      - modelgate-compare --policy "$POLICY"

  - name: staging
    image: *image
    environment: *secrets
    when:
      - evaluate: CI_COMMIT_BRANCH == CI_REPO_DEFAULT_BRANCH && CI_PIPELINE_EVENT != "cron"
    commands:
      - *install
      - *affected
      - *hold
      - modelgate-gate lacks staging --policy "$POLICY" && exit 0
      - modelgate-gate --policy "$POLICY" --stage staging
      - retry modelgate-release register "$VERSION" --policy "$POLICY"
      - retry modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
      - retry modelgate-release promote --policy "$POLICY" --stage staging

  - name: production
    image: *image
    environment: *secrets
    when:
      - evaluate: CI_COMMIT_BRANCH == CI_REPO_DEFAULT_BRANCH && CI_PIPELINE_EVENT != "cron"
    commands:
      - *install
      - *affected
      - *hold
      - modelgate-gate lacks production --policy "$POLICY" && exit 0
      - modelgate-gate --policy "$POLICY" --stage production
      - retry modelgate-release register "$VERSION" --policy "$POLICY"
      - retry modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
      - retry modelgate-release promote --policy "$POLICY" --stage production

  - name: released
    image: *image
    environment: *secrets
    failure: ignore
    when:
      - evaluate: CI_COMMIT_BRANCH == CI_REPO_DEFAULT_BRANCH && CI_PIPELINE_EVENT != "cron"
    commands:
      - *install
      - *affected
      - modelgate-gate lacks production --policy "$POLICY" && exit 0
      - released=$(modelgate-release resolve --policy "$POLICY" --stage production)
      - echo "$released"
      - test "$${released% *}" = "$VERSION"

"""###),
    WorkflowTemplate(
      system: "woodpecker", destination: ".woodpecker/promote-on-approval.yaml",
      content: ###"""
# Carries out every planned release that has its approvals. An approval is a push to the ledger's branch, and a push
# starts the workflow that lies on the branch that was pushed: put this file on modelgate/ledger too, as
# .woodpecker/promote-on-approval.yaml. The copy on the default branch serves the clock.
when:
  - event: push
    branch: modelgate/ledger
  - event: cron

concurrency: 1

steps:
  - name: promote what is approved
    image: buildpack-deps:bookworm-scm
    environment:
      NETRC: {from_secret: modelgate_netrc}
      MODELGATE_ARCHIVE: {from_secret: modelgate_archive}
      MODELGATE_SHA256: {from_secret: modelgate_sha256}
    commands:
      - |
        if ! command -v modelgate-gate; then
          case "$${MODELGATE_ARCHIVE:?has to be the URL or path of a release archive}" in
            *://*) ;; *) MODELGATE_ARCHIVE=file://$(realpath "$MODELGATE_ARCHIVE") ;;
          esac
          file=.modelgate-install/$MODELGATE_SHA256.tar.gz
          [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
          echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
          tar --extract --file "$file" --directory .modelgate-install --strip-components 1
          PATH=$PWD/.modelgate-install/bin:$PATH
        fi
        (umask 077 && printf '%s\n' "$NETRC" >~/.netrc)
      - git fetch --quiet origin "$CI_REPO_DEFAULT_BRANCH"
      - git checkout --quiet FETCH_HEAD
      # What still waits is no failure; what goes wrong with one model does not keep the others.
      - policies=$(modelgate-gate affected)
      - failed=0
      - |
        while IFS= read -r policy; do
          [ -n "$policy" ] || continue
          code=0
          modelgate-release promote --policy "$policy" || code=$?
          case $code in 0 | 2) ;; *) failed=$code ;; esac
        done <<END
        $policies
        END
      - exit "$failed"

"""###),
    WorkflowTemplate(
      system: "tekton", destination: "tekton/tasks.yaml",
      content: ###"""
# The tasks of a release, one that fetches a repository and installs modelgate, and one that runs its commands there.
#
# Values reach the scripts through the environment only. The archive's place and digest come from the ConfigMap
# `modelgate`; an image that has modelgate on its PATH needs none.
apiVersion: tekton.dev/v1
kind: Task
metadata: {name: modelgate-fetch}
spec:
  description: Fetches a repository and installs modelgate, unless it is on PATH already.
  workspaces:
    - name: source
  params:
    - {name: url, type: string, description: The repository.}
    - {name: revision, type: string, description: A branch or a commit.}
    - {name: version, type: string, default: "", description: "The version's name; the commit if empty."}
    - {name: policy, type: string, default: modelgate.yaml}
    - {name: since, type: string, default: "", description: The commit before; if empty everything counts as changed.}
    - {name: image, type: string, default: "buildpack-deps:bookworm-scm"}
  results:
    - {name: version, description: The version's name.}
    - {name: changed, description: "Whether the model's files changed, true or false."}
  steps:
    - name: fetch
      image: $(params.image)
      workingDir: $(workspaces.source.path)
      env:
        - {name: URL, value: $(params.url)}
        - {name: REVISION, value: $(params.revision)}
        - {name: VERSION, value: $(params.version)}
        - {name: POLICY, value: $(params.policy)}
        - {name: SINCE, value: $(params.since)}
        - {name: VERSION_RESULT, value: $(results.version.path)}
        - {name: CHANGED_RESULT, value: $(results.changed.path)}
        - {name: MODELGATE_ARCHIVE, valueFrom: {configMapKeyRef: {name: modelgate, key: archive, optional: true}}}
        - {name: MODELGATE_SHA256, valueFrom: {configMapKeyRef: {name: modelgate, key: sha256, optional: true}}}
      script: |
        #!/usr/bin/env bash
        set -euo pipefail
        git init --quiet
        git remote add -- origin "$URL"
        git fetch --quiet -- origin "$REVISION"
        git checkout --quiet FETCH_HEAD
        if ! command -v modelgate-gate; then
          case "${MODELGATE_ARCHIVE:?has to be the URL or path of a release archive}" in
            *://*) ;; *) MODELGATE_ARCHIVE=file://$(realpath "$MODELGATE_ARCHIVE") ;;
          esac
          file=.modelgate-install/$MODELGATE_SHA256.tar.gz
          [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
          echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
          tar --extract --file "$file" --directory .modelgate-install --strip-components 1
          PATH=$PWD/.modelgate-install/bin:$PATH
        fi
        affected=$(modelgate-gate affected --since "$SINCE" "$POLICY")
        if [ -n "$affected" ]; then changed=true; else changed=false; fi
        printf %s "$changed" >"$CHANGED_RESULT"
        printf %s "${VERSION:-$(git rev-parse --short=12 HEAD)}" >"$VERSION_RESULT"
---
apiVersion: tekton.dev/v1
kind: Task
metadata: {name: modelgate}
spec:
  description: >-
    Runs commands of modelgate. A hold (exit 2: people or data are awaited) is no failure, the result says so; exit 75
    (a service is unavailable for now) is tried again; every other code fails the task.
  workspaces:
    - name: source
  params:
    - {name: run, type: string, description: "The commands, one a line."}
    - {name: policy, type: string, default: modelgate.yaml}
    - {name: version, type: string, default: ""}
    - {name: requester, type: string, default: "", description: "Who asks for the release, and may not approve it."}
    - {name: image, type: string, default: "buildpack-deps:bookworm-scm"}
  results:
    - {name: verdict, description: pass or hold.}
  steps:
    - name: run
      image: $(params.image)
      workingDir: $(workspaces.source.path)
      env:
        - {name: COMMANDS, value: $(params.run)}
        - {name: POLICY, value: $(params.policy)}
        - {name: VERSION, value: $(params.version)}
        - {name: USER, value: $(params.requester)}
        - {name: VERDICT_RESULT, value: $(results.verdict.path)}
      script: |
        #!/usr/bin/env bash
        export PATH=$PWD/.modelgate-install/bin:$PATH
        for pause in ${MODELGATE_PAUSES-10 30 90} ""; do
          code=0
          bash -euo pipefail -c "$COMMANDS" || code=$?
          if [ "$code" -ne 75 ] || [ -z "$pause" ]; then break; fi
          sleep "$pause"
        done
        verdict=pass
        if [ "$code" -eq 2 ]; then verdict=hold code=0; fi
        printf %s "$verdict" >"$VERDICT_RESULT"
        exit "$code"

"""###),
    WorkflowTemplate(
      system: "tekton", destination: "tekton/pipelines.yaml",
      content: ###"""
# Releases one model: check the data and compare with the baseline, then staging, then production.
#
# Failed: it is refused, or no verdict could be reached. Completed with `released` skipped: it waits, for approvals or
# for more data; the log of `production` or of the task before it says for what. Succeeded: it is in production.
apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: modelgate-release}
spec:
  workspaces:
    - name: source
  params:
    - {name: url, type: string, description: The repository.}
    - {name: revision, type: string, default: main}
    - {name: policy, type: string, default: modelgate.yaml}
    - {name: version, type: string, default: "", description: "The version's name; the commit if empty."}
    - {name: since, type: string, default: "", description: "Release nothing if the model is as it was at this commit."}
    - {name: promote, type: string, default: "true", description: Anything else only checks.}
    - {name: requester, type: string, default: tekton}
  tasks:
    - name: fetch
      taskRef: {name: modelgate-fetch}
      timeout: 10m
      workspaces: &source
        - {name: source, workspace: source}
      params:
        - {name: url, value: $(params.url)}
        - {name: revision, value: $(params.revision)}
        - {name: version, value: $(params.version)}
        - {name: policy, value: $(params.policy)}
        - {name: since, value: $(params.since)}
    - name: check-data
      taskRef: {name: modelgate}
      when:
        - &changed {input: $(tasks.fetch.results.changed), operator: in, values: ["true"]}
      timeout: 1h
      workspaces: *source
      params:
        - {name: policy, value: $(params.policy)}
        - name: run
          value: |
            modelgate-gate lacks data --policy "$POLICY" && exit 0
            modelgate-data check --policy "$POLICY"
    - name: compare
      taskRef: {name: modelgate}
      when: [*changed]
      timeout: 1h
      workspaces: *source
      params:
        - {name: policy, value: $(params.policy)}
        - name: run
          value: |
            modelgate-gate lacks comparison --policy "$POLICY" && exit 0
            modelgate-compare --policy "$POLICY"
    - name: staging
      taskRef: {name: modelgate}
      runAfter: [check-data, compare]
      when:
        - *changed
        - &promote {input: $(params.promote), operator: in, values: ["true"]}
      timeout: 30m
      workspaces: *source
      params:
        - {name: policy, value: $(params.policy)}
        - {name: version, value: $(tasks.fetch.results.version)}
        - {name: requester, value: $(params.requester)}
        - name: run
          value: |
            modelgate-gate lacks staging --policy "$POLICY" && exit 0
            modelgate-gate --policy "$POLICY" --stage staging
            modelgate-release register "$VERSION" --policy "$POLICY"
            modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
            modelgate-release promote --policy "$POLICY" --stage staging
    - name: production
      taskRef: {name: modelgate}
      when:
        - {input: $(tasks.staging.results.verdict), operator: in, values: [pass]}
      timeout: 30m
      workspaces: *source
      params:
        - {name: policy, value: $(params.policy)}
        - {name: version, value: $(tasks.fetch.results.version)}
        - {name: requester, value: $(params.requester)}
        - name: run
          value: |
            modelgate-gate lacks production --policy "$POLICY" && exit 0
            modelgate-gate --policy "$POLICY" --stage production
            modelgate-release register "$VERSION" --policy "$POLICY"
            modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
            modelgate-release promote --policy "$POLICY" --stage production
    - name: released
      taskRef: {name: modelgate}
      when:
        - {input: $(tasks.production.results.verdict), operator: in, values: [pass]}
      timeout: 10m
      workspaces: *source
      params:
        - {name: policy, value: $(params.policy)}
        - name: run
          value: |
            modelgate-release resolve --policy "$POLICY" --stage production
            modelgate-release verify --policy "$POLICY"
---
# Carries out every planned release of one model that has its approvals; triggers.yaml starts it when one is pushed.
apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: modelgate-promote-approved}
spec:
  workspaces:
    - name: source
  params:
    - {name: url, type: string}
    - {name: revision, type: string, default: main, description: The branch that has the policy.}
    - {name: policy, type: string, default: modelgate.yaml}
  tasks:
    - name: fetch
      taskRef: {name: modelgate-fetch}
      timeout: 10m
      workspaces:
        - {name: source, workspace: source}
      params:
        - {name: url, value: $(params.url)}
        - {name: revision, value: $(params.revision)}
        - {name: policy, value: $(params.policy)}
    - name: promote
      taskRef: {name: modelgate}
      runAfter: [fetch]
      timeout: 30m
      workspaces:
        - {name: source, workspace: source}
      params:
        - {name: policy, value: $(params.policy)}
        - name: run
          value: modelgate-release promote --policy "$POLICY"

"""###),
    WorkflowTemplate(
      system: "tekton", destination: "tekton/triggers.yaml",
      content: ###"""
# Starts the pipelines on pushes to GitHub: one to the default branch releases, one to the ledger's branch, which is
# what an approval is, promotes. The webhook's secret is the key `token` of the Secret `modelgate-webhook`.
apiVersion: triggers.tekton.dev/v1beta1
kind: EventListener
metadata: {name: modelgate}
spec:
  serviceAccountName: modelgate
  triggers:
    - name: release
      interceptors:
        - &signed
          ref: {name: github}
          params:
            - {name: secretRef, value: {secretName: modelgate-webhook, secretKey: token}}
            - {name: eventTypes, value: [push]}
        - ref: {name: cel}
          params:
            - {name: filter, value: "body.ref == 'refs/heads/' + body.repository.default_branch"}
      bindings:
        - {name: url, value: $(body.repository.clone_url)}
        - {name: revision, value: $(body.after)}
        - {name: since, value: $(body.before)}
        - {name: requester, value: $(body.sender.login)}
      template: {ref: modelgate-release}
    - name: promote-approved
      interceptors:
        - *signed
        - ref: {name: cel}
          params:
            - {name: filter, value: "body.ref == 'refs/heads/modelgate/ledger'"}
      bindings:
        - {name: url, value: $(body.repository.clone_url)}
        - {name: revision, value: $(body.repository.default_branch)}
      template: {ref: modelgate-promote-approved}
---
# A release of one model; another model: a template of its own with another policy.
apiVersion: triggers.tekton.dev/v1beta1
kind: TriggerTemplate
metadata: {name: modelgate-release}
spec:
  params:
    - {name: url}
    - {name: revision}
    - {name: since}
    - {name: requester}
  resourcetemplates:
    - apiVersion: tekton.dev/v1
      kind: PipelineRun
      metadata: {generateName: modelgate-release-}
      spec:
        pipelineRef: {name: modelgate-release}
        taskRunTemplate: {serviceAccountName: modelgate}
        params:
          - {name: url, value: $(tt.params.url)}
          - {name: revision, value: $(tt.params.revision)}
          - {name: since, value: $(tt.params.since)}
          - {name: requester, value: $(tt.params.requester)}
        workspaces:
          - name: source
            volumeClaimTemplate:
              spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}
---
# The promotion of what is approved.
apiVersion: triggers.tekton.dev/v1beta1
kind: TriggerTemplate
metadata: {name: modelgate-promote-approved}
spec:
  params:
    - {name: url}
    - {name: revision}
  resourcetemplates:
    - apiVersion: tekton.dev/v1
      kind: PipelineRun
      metadata: {generateName: modelgate-promote-approved-}
      spec:
        pipelineRef: {name: modelgate-promote-approved}
        taskRunTemplate: {serviceAccountName: modelgate}
        params:
          - {name: url, value: $(tt.params.url)}
          - {name: revision, value: $(tt.params.revision)}
        workspaces:
          - name: source
            volumeClaimTemplate:
              spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}

"""###),
    WorkflowTemplate(
      system: "argo", destination: "argo/modelgate.yaml",
      content: ###"""
# The steps of a model release, from fetching the repository to promotion, with a suspended step that waits for people.
#
# Failed: it is refused, or no verdict could be reached, or it was resumed too early. Suspended at `approve`: it waits
# for approvals; the log of `production` says for whom. Resume it (argo resume) when they are there; events.yaml
# promotes at once when an approval is pushed. Succeeded: it is in production, or waits for more data, as the last
# step's log says.
# Values reach the scripts through the environment only. The ConfigMap `modelgate` says where the repository and the
# archive are; an image that has modelgate on its PATH needs no archive.
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: modelgate}
spec:
  entrypoint: main
  activeDeadlineSeconds: 691200
  arguments:
    parameters:
      - {name: url, valueFrom: {configMapKeyRef: {name: modelgate, key: url}}}
      - {name: revision, value: main}
      - {name: model, value: model, description: What the model's lock is called.}
      - {name: policy, value: modelgate.yaml}
      - {name: version, value: "", description: "The version's name; the commit if empty."}
      - {name: since, value: "", description: Release nothing if the model is as it was at this commit.}
      - {name: action, value: release, enum: [release, check, promote-approved]}
      - {name: requester, value: argo, description: "Who asks for the release, and may not approve it."}
      - {name: image, value: "buildpack-deps:bookworm-scm"}
  volumeClaimTemplates:
    - metadata: {name: work}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}
  volumes:
    # A file `.netrc` that may push the ledger's branch: machine HOST login USER password TOKEN
    - {name: home, secret: {secretName: modelgate-git, optional: true}}
  templates:
    - name: main
      dag:
        tasks:
          - {name: fetch, template: fetch}
          # One after the other: a volume of this kind is for one node. Both run, so that both findings are seen.
          - name: check-data
            depends: fetch
            when: >-
              {{tasks.fetch.outputs.parameters.changed}} == true
              && '{{workflow.parameters.action}}' != 'promote-approved'
            template: run
            arguments:
              parameters:
                - name: commands
                  value: |
                    modelgate-gate lacks data --policy "$POLICY" && exit 0
                    modelgate-data check --policy "$POLICY"
          - name: compare
            depends: check-data.Succeeded || check-data.Failed
            template: run
            arguments:
              parameters:
                - name: commands
                  value: |
                    modelgate-gate lacks comparison --policy "$POLICY" && exit 0
                    modelgate-compare --policy "$POLICY"
          - name: staging
            depends: check-data.Succeeded && compare.Succeeded
            when: "'{{workflow.parameters.action}}' == 'release'"
            template: locked
            arguments:
              parameters:
                - {name: version, value: "{{tasks.fetch.outputs.parameters.version}}"}
                - name: commands
                  value: |
                    modelgate-gate lacks staging --policy "$POLICY" && exit 0
                    modelgate-gate --policy "$POLICY" --stage staging
                    modelgate-release register "$VERSION" --policy "$POLICY"
                    modelgate-release plan "$VERSION" --policy "$POLICY" --stage staging
                    modelgate-release promote --policy "$POLICY" --stage staging
          - name: production
            depends: staging.Succeeded
            when: "{{tasks.staging.outputs.parameters.verdict}} == pass"
            template: locked
            arguments:
              parameters:
                - {name: version, value: "{{tasks.fetch.outputs.parameters.version}}"}
                - name: commands
                  value: |
                    modelgate-gate lacks production --policy "$POLICY" && exit 0
                    modelgate-gate --policy "$POLICY" --stage production
                    modelgate-release register "$VERSION" --policy "$POLICY"
                    modelgate-release plan "$VERSION" --policy "$POLICY" --stage production
                    modelgate-release promote --policy "$POLICY" --stage production
          - name: approve
            depends: production.Succeeded
            when: "{{tasks.production.outputs.parameters.verdict}} == hold"
            template: approve
          - name: promote
            depends: approve.Succeeded
            template: locked
            arguments:
              parameters:
                - {name: on-hold, value: "2"}
                - name: commands
                  value: modelgate-release promote --policy "$POLICY" --stage production
          - name: promote-approved
            depends: fetch
            when: "'{{workflow.parameters.action}}' == 'promote-approved'"
            template: locked
            arguments:
              parameters:
                - name: commands
                  value: modelgate-release promote --policy "$POLICY"

    # People have a week; then it goes on, and fails if approvals are missing.
    - name: approve
      suspend: {duration: "604800"}

    - name: fetch
      activeDeadlineSeconds: 600
      script:
        image: "{{workflow.parameters.image}}"
        workingDir: /source
        command: [bash]
        volumeMounts: &mounts
          - {name: work, mountPath: /source}
          - {name: home, mountPath: /home/modelgate}
        env:
          - {name: HOME, value: /home/modelgate}
          - {name: URL, value: "{{workflow.parameters.url}}"}
          - {name: REVISION, value: "{{workflow.parameters.revision}}"}
          - {name: VERSION, value: "{{workflow.parameters.version}}"}
          - {name: POLICY, value: "{{workflow.parameters.policy}}"}
          - {name: SINCE, value: "{{workflow.parameters.since}}"}
          - {name: OUTPUTS, value: /tmp}
          - {name: MODELGATE_ARCHIVE, valueFrom: {configMapKeyRef: {name: modelgate, key: archive, optional: true}}}
          - {name: MODELGATE_SHA256, valueFrom: {configMapKeyRef: {name: modelgate, key: sha256, optional: true}}}
        source: |
          set -euo pipefail
          git init --quiet
          git remote add -- origin "$URL"
          git fetch --quiet -- origin "$REVISION"
          git checkout --quiet FETCH_HEAD
          if ! command -v modelgate-gate; then
            case "${MODELGATE_ARCHIVE:?has to be the URL or path of a release archive}" in
              *://*) ;; *) MODELGATE_ARCHIVE=file://$(realpath "$MODELGATE_ARCHIVE") ;;
            esac
            file=.modelgate-install/$MODELGATE_SHA256.tar.gz
            [ -e "$file" ] || curl -fsSL --retry 3 --create-dirs --output "$file" --url "$MODELGATE_ARCHIVE"
            echo "$MODELGATE_SHA256  $file" | sha256sum --check --strict
            tar --extract --file "$file" --directory .modelgate-install --strip-components 1
            PATH=$PWD/.modelgate-install/bin:$PATH
          fi
          affected=$(modelgate-gate affected --since "$SINCE" "$POLICY")
          if [ -n "$affected" ]; then changed=true; else changed=false; fi
          printf %s "$changed" >"$OUTPUTS/changed"
          printf %s "${VERSION:-$(git rev-parse --short=12 HEAD)}" >"$OUTPUTS/version"
      outputs:
        parameters:
          - {name: changed, valueFrom: {path: /tmp/changed}}
          - {name: version, valueFrom: {path: /tmp/version}}

    # Promotions of one model queue; other models do not wait for it.
    - name: locked
      inputs: &inputs
        parameters:
          - {name: commands}
          - {name: version, value: ""}
          - {name: on-hold, value: "0"}
      synchronization:
        mutexes: [{name: "modelgate-{{workflow.parameters.model}}"}]
      steps:
        - - name: run
            template: run
            arguments:
              parameters:
                - {name: commands, value: "{{inputs.parameters.commands}}"}
                - {name: version, value: "{{inputs.parameters.version}}"}
                - {name: on-hold, value: "{{inputs.parameters.on-hold}}"}
      outputs:
        parameters:
          - {name: verdict, valueFrom: {parameter: "{{steps.run.outputs.parameters.verdict}}"}}

    # A hold (exit 2: people or data are awaited) is no failure unless on-hold says otherwise; exit 75 (a service is
    # unavailable for now) is tried again; every other code fails the step.
    - name: run
      inputs: *inputs
      activeDeadlineSeconds: 3600
      retryStrategy:
        limit: 2
        retryPolicy: Always
        expression: asInt(lastRetry.exitCode) == 75
        backoff: {duration: "10", factor: 3}
      script:
        image: "{{workflow.parameters.image}}"
        workingDir: /source
        command: [bash]
        volumeMounts: *mounts
        env:
          - {name: HOME, value: /home/modelgate}
          - {name: COMMANDS, value: "{{inputs.parameters.commands}}"}
          - {name: VERSION, value: "{{inputs.parameters.version}}"}
          - {name: ON_HOLD, value: "{{inputs.parameters.on-hold}}"}
          - {name: POLICY, value: "{{workflow.parameters.policy}}"}
          - {name: USER, value: "{{workflow.parameters.requester}}"}
          - {name: OUTPUTS, value: /tmp}
        source: |
          export PATH=$PWD/.modelgate-install/bin:$PATH
          code=0
          bash -euo pipefail -c "$COMMANDS" || code=$?
          verdict=pass
          if [ "$code" -eq 2 ]; then verdict=hold code=$ON_HOLD; fi
          printf %s "$verdict" >"$OUTPUTS/verdict"
          exit "$code"
      outputs:
        parameters:
          - {name: verdict, valueFrom: {path: /tmp/verdict}}

"""###),
    WorkflowTemplate(
      system: "argo", destination: "argo/events.yaml",
      content: ###"""
# Starts the workflows on events that the webhook of a forge sends to the Argo server, and by the clock.
apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: modelgate-release}
spec:
  event:
    selector: discriminator == "modelgate" && payload.ref == "refs/heads/" + payload.repository.default_branch
  submit:
    workflowTemplateRef: {name: modelgate}
    arguments:
      parameters:
        - {name: url, valueFrom: {event: payload.repository.clone_url}}
        - {name: revision, valueFrom: {event: payload.after}}
        - {name: since, valueFrom: {event: payload.before}}
        - {name: requester, valueFrom: {event: payload.sender.login}}
---
# An approval is a push to the ledger's branch.
apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: modelgate-promote-approved}
spec:
  event:
    selector: discriminator == "modelgate" && payload.ref == "refs/heads/modelgate/ledger"
  submit:
    workflowTemplateRef: {name: modelgate}
    arguments:
      parameters:
        - {name: action, value: promote-approved}
        - {name: url, valueFrom: {event: payload.repository.clone_url}}
        - {name: revision, valueFrom: {event: payload.repository.default_branch}}
---
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: modelgate-checks}
spec:
  schedules: ["23 5 * * *"]
  concurrencyPolicy: Forbid
  workflowSpec:
    arguments:
      parameters:
        - {name: action, value: check}
    workflowTemplateRef: {name: modelgate}
---
apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: modelgate-promote-approved}
spec:
  schedules: ["47 * * * *"]
  concurrencyPolicy: Forbid
  workflowSpec:
    arguments:
      parameters:
        - {name: action, value: promote-approved}
    workflowTemplateRef: {name: modelgate}

"""###),
  ]
}
