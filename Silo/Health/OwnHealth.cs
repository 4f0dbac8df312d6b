using System.Globalization;

namespace SignalFire.Silo.Health;

/// <summary>Asks the program that runs beside this one, configured alike, how it is: images without a shell have nothing else to ask with.</summary>
public static class OwnHealth
{
    /// <summary>The argument that asks instead of starting.</summary>
    public const string Argument = "--health";

    // Containers are asked every few seconds, and give up on an answer by themselves.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the program was started to ask.</summary>
    public static bool IsAskedFor(string[] args) => args.Contains(Argument, StringComparer.Ordinal);

    /// <summary>Asks, and tells the answer.</summary>
    /// <returns>The exit code: 0 when it is ready, 1 otherwise.</returns>
    public static async Task<int> AskAsync(string[] args, string defaultUrl)
    {
        // Left in, it would take the argument behind it for its value.
        var configuration = WebApplication.CreateSlimBuilder([.. args.Where(argument => argument is not Argument)]).Configuration;
        var address = OwnAddress.Of(configuration, defaultUrl);
        var (ready, answer) = address is null
            ? (false, "There is no address to ask at: only plain http is asked, on this machine.")
            : await AskAsync(new Uri(address, "/health/ready"));
#pragma warning disable RS0030 // There is no host, and so no logger.
        await Console.Out.WriteLineAsync(answer);
#pragma warning restore RS0030
        return ready ? 0 : 1;
    }

    private static async Task<(bool Ready, string Answer)> AskAsync(Uri url)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(url);
            return (response.IsSuccessStatusCode, (await response.Content.ReadAsStringAsync()).TrimEnd());
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"No answer from {url} within {Patience.TotalSeconds} s: {silent.Message}"));
        }
    }
}
