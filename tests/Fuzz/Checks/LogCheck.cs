using System.Text.RegularExpressions;
using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Checks;

/// <summary>Reads what a gateway logs, as it grows.</summary>
internal sealed partial class LogCheck(Findings findings)
{
    private readonly Dictionary<string, int> _warnings = new(StringComparer.Ordinal);
    private long _read;

    /// <summary>How often each kind of warning came; they are no fault.</summary>
    public IReadOnlyDictionary<string, int> Warnings => _warnings;

    /// <summary>Reads what came since.</summary>
    public async Task ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _read;
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync();
        // A line that is being written is for the next time.
        var end = text.LastIndexOf('\n') + 1;
        _read += System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, end));
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Read(line);
        }
    }

    public void Read(string line)
    {
        if (Canary.IsIn(line))
        {
            findings.Add(Fault.LoggedInput, line);
        }

        if (Error().IsMatch(line))
        {
            findings.Add(Fault.LoggedError, line);
        }
        else if (Warning().Match(line) is { Success: true } warning)
        {
            var kind = warning.Groups["category"].Value;
            _warnings[kind] = _warnings.GetValueOrDefault(kind) + 1;
        }
    }

    [GeneratedRegex("^([0-9:]{8} (fail|crit): |Unhandled exception|Process terminated|Stack overflow|Fatal error)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Error();

    [GeneratedRegex(@"^[0-9:]{8} warn: (?<category>[^\[]+\[[0-9]+\])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Warning();
}
