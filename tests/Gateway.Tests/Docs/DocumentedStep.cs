namespace SignalFire.Gateway.Tests.Docs;

/// <summary>One example of docs/protocol.md: a fence headed "json alice sends", or "json bob resumes after 1", and what stands in it.</summary>
/// <param name="Peer">Whose it is.</param>
/// <param name="Verb">What the peer does.</param>
/// <param name="Rest">What is said of it besides.</param>
/// <param name="Text">The message.</param>
public sealed record DocumentedStep(string Peer, string Verb, string Rest, string Text)
{
    /// <summary>All examples, in the order of the page.</summary>
    public static IReadOnlyList<DocumentedStep> ReadAll()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "protocol.md"));
        var steps = new List<DocumentedStep>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```json ", StringComparison.Ordinal))
            {
                continue;
            }

            var head = lines[i].Split(' ');
            var end = Array.IndexOf(lines, "```", i + 1);
            steps.Add(new DocumentedStep(head[1], head[2], string.Join(' ', head[3..]), string.Join('\n', lines[(i + 1)..end])));
            i = end;
        }

        return steps;
    }
}
