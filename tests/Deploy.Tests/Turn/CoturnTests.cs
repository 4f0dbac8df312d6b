using System.Globalization;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Deploy.Tests.Compose;
using Xunit;

namespace SignalFire.Deploy.Tests.Turn;

public sealed class CoturnTests
{
    [Fact]
    public async Task Coturn_starts_with_the_arguments_of_compose()
    {
        Tool.Coturn.Require();
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["REDIS_PASSWORD"] = "a-password-of-redis", ["TURN_SECRET"] = "a-secret-of-coturn-and-gateways", ["GRAFANA_PASSWORD"] = "a-password-of-grafana" };
        var folder = Directory.CreateTempSubdirectory("signalfire-coturn-");
        var port = FreePorts.Next().ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            .. ComposeFile.Of(ComposeFile.Text, secrets).Services["coturn"].Command
                .Select(argument => argument.Replace("/tmp/", folder.FullName + "/", StringComparison.Ordinal).Replace("port=3478", $"port={port}", StringComparison.Ordinal)),
            "--listening-ip=127.0.0.1",
        ];

        await using (var coturn = ServerProcess.Start("turnserver", "turnserver", arguments))
        {
            await coturn.SaysAsync("IO method (admin thread)");
            Assert.DoesNotContain("Unknown argument", coturn.Output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("unrecognized option", coturn.Output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Bad configuration", coturn.Output, StringComparison.OrdinalIgnoreCase);
        }

        folder.Delete(recursive: true);
    }
}
