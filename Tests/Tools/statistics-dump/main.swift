import Core

// Computes what a JSON file asks of the statistics library, so that other libraries can be asked the same:
// [{"function": "t.cdf", "at": [[-1, 3], …]}, {"curve": "newcombe", "counts": […], "confidences": […], "limits": […]}, …]
// becomes a list of answers, null for what is undefined. Numbers that JSON lacks are texts: "inf", "-inf", "nan".
do {
  let file = CommandLine.arguments.dropFirst().first ?? "/dev/stdin"
  var answers: [JSON] = []
  for question in try JSON(parsing: Files.read(file), file: file).array ?? [] {
    answers.append(try answer(to: question))
  }
  print(String(decoding: JSON.array(answers).canonical, as: UTF8.self))
} catch {
  print("error: \(error)")
  // As the shell says of a crash, so that a test cannot mistake it for an answer.
  fatalError("\(error)")
}

func answer(to question: JSON) throws(Failure) -> JSON {
  if let name = question["function"]?.string {
    guard let function = functions[name] else { throw Failure(.malformedData, "there is no function '\(name)'") }
    return .array((question["at"]?.array ?? []).map { .anyNumber(function($0.numbers)) })
  }
  if question["curve"] != nil { return try Curves.answer(to: question) }
  if question["areas"] != nil { return Areas.answer(to: question) }
  return try Draws.answer(to: question)
}
