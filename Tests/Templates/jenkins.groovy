// Runs a declarative Jenkinsfile with its shared library: the steps are stand-ins, the commands run for real, each
// agent is a fresh clone. Takes a file of settings, writes a file of what happened.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

class Failed extends RuntimeException {
  Failed(String message) { super(message) }
}

/** `env`, where everything is a string, as in Jenkins. */
class Variables extends HashMap<String, Object> {
  @Override
  Object put(String name, Object value) { super.put(name, value.toString()) }
}

/** What a build knows and does. */
class Build {
  Map settings
  Binding binding = new Binding()
  List<Map> events = []
  String result = 'SUCCESS'
  File workspace
  List<Map> scopes = []
  Map env = new Variables()
  Map params
  int clones = 0

  void note(String kind, Object about) { events << [kind: kind, about: about.toString()] }

  List<String> git(List<String> arguments, File directory) {
    Process process = new ProcessBuilder(['git'] + arguments).directory(directory).redirectErrorStream(true).start()
    List<String> output = process.inputStream.readLines()
    if (process.waitFor() != 0) { throw new IllegalStateException("git ${arguments}: ${output}") }
    return output
  }

  void weaken(String message) {
    if (result == 'SUCCESS') { result = 'UNSTABLE' }
    note('unstable', message)
  }

  void allocate() {
    clones += 1
    workspace = new File(settings.directory, "workspace-${clones}")
    git(['clone', '--quiet', '--branch', settings.branch, settings.origin, workspace.path], new File(settings.directory))
  }

  int sh(Map options) {
    File script = File.createTempFile('step', '.sh', new File(settings.directory))
    script.text = options.script
    script.executable = true
    ProcessBuilder builder = new ProcessBuilder(script.path).directory(workspace).redirectErrorStream(true)
    builder.environment().clear()
    builder.environment().putAll(settings.variables)
    (([env] + scopes).each { Map scope -> scope.each { builder.environment().put(it.key, it.value.toString()) } })
    Process process = builder.start()
    note('output', process.inputStream.text)
    int code = process.waitFor()
    note('code', code)
    if (code != 0 && !options.returnStatus) { throw new Failed("script returned exit code ${code}") }
    return code
  }

  void define() {
    binding.with {
      setVariable('env', env)
      setVariable('params', params)
      setVariable('any', 'any')
      setVariable('none', 'none')
      setVariable('currentBuild', [getBuildCauses: { String type -> settings.byClock ? [[_class: type]] : [] }])
      setVariable('sh', { Map options -> sh(options) })
      setVariable('echo', { note('output', it) })
      setVariable('sleep', { Map options -> note('sleep', "${options.time} ${options.unit}") })
      setVariable('readFile', { String name -> new File(workspace, name).text })
      setVariable('junit', { Map options -> note('junit', options.testResults) })
      setVariable('unstable', { String message -> weaken(message) })
      setVariable('error', { String message -> throw new Failed(message) })
      setVariable('gitUsernamePassword', { Map options -> options })
      setVariable('withCredentials', { List bindings, Closure work ->
        note('credentials', bindings[0].credentialsId)
        work()
      })
      setVariable('withEnv', { List<String> pairs, Closure work ->
        scopes << pairs.collectEntries { String pair -> pair.split('=', 2) as List }
        try { work() } finally { scopes.remove(scopes.size() - 1) }
      })
      setVariable('stash', { Map options -> copy(workspace, new File(settings.directory, "stash-${options.name}")) })
      setVariable('unstash', { String name -> copy(new File(settings.directory, "stash-${name}"), workspace) })
      setVariable('pipeline', { Closure body -> with(new Pipeline(build: this), body) })
    }
  }

  /** The evidence below one directory, into another. */
  void copy(File from, File to) {
    to.mkdirs()
    from.eachFileRecurse { File file ->
      String name = from.toPath().relativize(file.toPath()).toString()
      if (file.file && "/${name}".contains('/.modelgate/')) {
        File target = new File(to, name)
        target.parentFile.mkdirs()
        target.bytes = file.bytes
      }
    }
  }

  static Object with(Object delegate, Closure body) {
    Closure copy = body.clone() as Closure
    copy.delegate = delegate
    copy.resolveStrategy = Closure.DELEGATE_FIRST
    return copy()
  }
}

class Pipeline {
  Build build
  boolean hasAgent = false

  void agent(String kind) { hasAgent = kind == 'any' }
  void options(Closure body) { Build.with(new Recorder(build: build, kind: 'option'), body) }
  void triggers(Closure body) { Build.with(new Recorder(build: build, kind: 'trigger'), body) }
  void parameters(Closure body) { Build.with(new Parameters(build: build), body) }
  void stages(Closure body) { Build.with(new Stages(build: build, hasAgent: hasAgent), body) }
}

class Recorder {
  Build build
  String kind
  def methodMissing(String name, Object arguments) { build.note(kind, name) }
}

class Parameters {
  Build build
  def methodMissing(String name, Object arguments) {
    Map about = arguments[0]
    if (!build.params.containsKey(about.name)) { build.params[about.name] = about.defaultValue }
  }
}

class Stages {
  Build build
  boolean hasAgent

  void stage(String name, Closure body) {
    Stage stage = new Stage(build: build, hasAgent: hasAgent)
    Build.with(stage, body)
    stage.perform(name)
  }
}

class Stage {
  Build build
  boolean hasAgent
  When condition = new When()
  Map question
  Closure work
  Closure branches

  void agent(String kind) { hasAgent = kind == 'any' }
  void when(Closure body) { condition = new When(build: build); Build.with(condition, body) }
  void input(Closure body) { question = [:]; Build.with(new Question(answers: question), body) }
  void steps(Closure body) { work = body }
  void parallel(Closure body) { branches = body }

  void perform(String name) {
    if (build.result == 'FAILURE') { return }
    if (question != null && !condition.beforeInput) { build.note('input', question.message) }
    if (!condition.holds()) { build.note('skipped', name); return }
    if (question != null && condition.beforeInput) { build.note('input', question.message) }
    build.note('stage', name)
    try {
      if (branches != null) { Build.with(new Stages(build: build, hasAgent: hasAgent), branches); return }
      if (hasAgent) { build.allocate() }
      Build.with(new Steps(), work)
    } catch (Failed failure) {
      build.result = 'FAILURE'
      build.note('error', failure.message)
    }
  }
}

class Steps {
  void script(Closure body) { body() }
}

class Question {
  Map answers
  def methodMissing(String name, Object arguments) { answers[name] = arguments[0] }
}

class When {
  Build build
  boolean beforeInput = false
  List<Closure> conditions = []

  void beforeInput(boolean value) { beforeInput = value }
  void expression(Closure body) { conditions << body }
  void environment(Map about) { conditions << { build.env[about.name]?.toString() == about.value } }
  boolean holds() { conditions.every { it() } }
}

Map settings = new JsonSlurper().parse(new File(args[0])) as Map
Build build = new Build(settings: settings, params: settings.params as Map)
build.env.putAll(settings.env as Map)
build.define()
GroovyShell shell = new GroovyShell(build.binding)
build.binding.setVariable('modelgate', shell.parse(new File(settings.library)))
String text = new File(settings.jenkinsfile).text
assert text.contains("@Library('modelgate') _")
shell.parse(text.replace("@Library('modelgate') _", '')).run()
new File(settings.report).text = JsonOutput.toJson([result: build.result, events: build.events])
