using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SignalFire.Load.Arguments;

/// <summary>The options that several commands take, each refused with a sentence when it makes no sense.</summary>
internal static class LoadOption
{
    public static Option<string[]> Urls(string name = "--url")
    {
        Option<string[]> option = new(name)
        {
            Description = "A gateway to connect to, ws://host:port/path; repeat it for several.",
            Required = true,
        };
        option.Validators.Add(result => Each(result, token =>
            IsGateway(token) ? null : $"{name} '{token}' is not a URL like ws://127.0.0.1:5000/ (TLS is not measured)."));
        return option;
    }

    public static Option<int[]> Pids(string name = "--pid", bool required = false)
    {
        Option<int[]> option = new(name)
        {
            Description = "A server process whose CPU time and memory are counted; repeat it for several.",
            Required = required,
            DefaultValueFactory = required ? null : _ => [],
        };
        option.Validators.Add(result => Each(result, token =>
            Directory.Exists($"/proc/{token}") ? null : $"{name} {token}: there is no such process."));
        return option;
    }

    public static Option<int> Count(string name, int standard, int least, int most, string description)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result => Each(result, token =>
            int.TryParse(token, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
                ? null
                : Invariant($"{name} '{token}' is not a whole number from {least} to {most}.")));
        return option;
    }

    public static Option<double> Seconds(string name, double standard, string description)
    {
        Option<double> option = new(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result => Each(result, token =>
            double.TryParse(token, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 86_400
                ? null
                : $"{name} '{token}' is not a number of seconds from 0 to 86400."));
        return option;
    }

    public static Option<int> Pairs(int standard) =>
        Count("--pairs", standard, 1, 30_000, "Pairs of peers; each is two connections.");

    public static Option<bool> Cross() => new("--cross")
    {
        Description = "Put the two ends of a pair on different --url gateways.",
    };

    public static Option<WireForm> Form() => new("--form")
    {
        Description = "How peers speak: classic, v1, or acks (v1, and each message asks for an answer).",
    };

    private static void Each(OptionResult result, Func<string, string?> complaint)
    {
        string? first = result.Tokens.Select(token => complaint(token.Value)).FirstOrDefault(text => text is not null);
        if (first is not null)
        {
            result.AddError(first);
        }
    }

    private static bool IsGateway(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "ws" or "http";
}
