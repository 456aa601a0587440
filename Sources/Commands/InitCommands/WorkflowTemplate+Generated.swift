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
  ]
}
