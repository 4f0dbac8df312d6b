namespace SignalFire.Gateway.Tests.Docs;

/// <summary>One example of docs/protocol.md: a fence headed "json alice sends", and what stands in it.</summary>
public sealed record DocumentedStep(string Peer, string Verb, string Text)
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
            steps.Add(new DocumentedStep(head[1], head[2], string.Join('\n', lines[(i + 1)..end])));
            i = end;
        }

        return steps;
    }
}
