using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Orleans.Configuration;
using SignalFire.Grains.Peers;
using SignalFire.Silo.Membership;
using SignalFire.Streams;

namespace SignalFire.Deploy.Tests.Settings;

/// <summary>Which environment variables mean something to a gateway or a silo: those of which an options class, or the host, has a property.</summary>
internal static class ProgramSettings
{
    // By section: every class with a constant Section, as tests/Architecture.Tests holds true for all options.
    private static readonly Dictionary<string, Type> Options = new[] { typeof(Gateway.GatewayOptions), typeof(MembershipOptions), typeof(PeerGrainOptions), typeof(PushStreamOptions) }
        .SelectMany(type => type.Assembly.GetTypes())
        .Where(type => type.GetField("Section")?.IsLiteral is true)
        .ToDictionary(type => (string)type.GetField("Section")!.GetRawConstantValue()!, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, Type> Orleans = new(StringComparer.OrdinalIgnoreCase) { ["Orleans"] = typeof(ClusterOptions), ["Orleans:Endpoints"] = typeof(EndpointOptions) };

    // Read by the programs or their host without a class (docs/configuration.md).
    private static readonly string[] Single =
        ["ConnectionStrings:redis", "shutdownTimeoutSeconds", "SignalFire:HostSilo", "Orleans:Name", "Logging:Console:FormatterName", "AllowedHosts"];

    // The runtime's and OpenTelemetry's own; not read through the configuration.
    private static readonly string[] Standard =
    [
        "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_EnableDiagnostics", "DOTNET_PROCESSOR_COUNT",
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
        "OTEL_METRICS_EXPORTER", "OTEL_TRACES_EXPORTER", "OTEL_METRIC_EXPORT_INTERVAL",
    ];

    public static IConfiguration Configuration(IReadOnlyDictionary<string, string> environment) =>
        new ConfigurationBuilder().AddInMemoryCollection(environment.Select(pair => KeyValuePair.Create(Key(pair.Key), (string?)pair.Value))).Build();

    /// <summary>What is no setting, or has a value that can't be read as what it is.</summary>
    public static IEnumerable<string> Faults(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var variable in environment.Keys.Where(name => !IsKnown(name)))
        {
            yield return $"{variable} is no setting of any program.";
        }

        var configuration = Configuration(environment);
        foreach (var (section, type) in Options)
        {
            if (BindingFault(configuration.GetSection(section), type) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static string Key(string variable) => variable.Replace("__", ":", StringComparison.Ordinal);

    private static bool IsKnown(string variable)
    {
        if (Standard.Contains(variable, StringComparer.Ordinal) || Single.Contains(Key(variable), StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        var section = Options.Concat(Orleans).Where(pair => Key(variable).StartsWith(pair.Key + ":", StringComparison.OrdinalIgnoreCase)).OrderByDescending(pair => pair.Key.Length).FirstOrDefault();
        return section.Value is { } type && HasPath(type, Key(variable)[(section.Key.Length + 1)..].Split(':'));
    }

    /// <summary>Whether a name, or an entry of a list and so on, leads to a value.</summary>
    private static bool HasPath(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
        {
            return type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable));
        }

        if (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)))
        {
            return int.TryParse(path[0], System.Globalization.CultureInfo.InvariantCulture, out _) && HasPath(type.GetGenericArguments()[0], path[1..]);
        }

        var property = type.GetProperty(path[0], BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        return property is not null && HasPath(property.PropertyType, path[1..]);
    }

    private static string? BindingFault(IConfigurationSection section, Type type)
    {
        try
        {
            section.Get(type);
            return null;
        }
        catch (InvalidOperationException unreadable)
        {
            return unreadable.Message;
        }
    }
}
