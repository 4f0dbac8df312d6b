using Xunit;

namespace SignalFire.Deploy.Tests.Containers;

/// <summary>Both images, built by deploy/containers/build.sh on bases of this machine's own files.</summary>
public sealed class Images : IAsyncLifetime
{
    public const string Tag = "test";

    // A build takes minutes: only where it is asked for.
    internal static bool AreAskedFor => Tool.Buildah.IsRequired;

    internal static void Require()
    {
        Assert.SkipUnless(AreAskedFor, $"Images are built only with {Tool.Buildah.RequireVariable}=1.");
        Tool.Buildah.Require();
        Tool.Podman.Require();
    }

    public async ValueTask InitializeAsync()
    {
        if (!AreAskedFor || !Tool.Buildah.IsInstalled)
        {
            return;
        }

        // Those that a run left behind that was cut off.
        await DisposeAsync();
        var mounts = await Shell.RunAsync(Repository.PathOf("tests", "Deploy.Tests", "Containers", "bases.sh"));
        await Shell.RunAsync(
            "env",
            [
                "ENGINE=buildah", Repository.PathOf("deploy", "containers", "build.sh"), Tag, "--isolation", "chroot", "--pull-never", .. mounts.Split(' '),
                "--build-arg", "SDK_IMAGE=localhost/signalfire-test-sdk", "--build-arg", "RUNTIME_IMAGE=localhost/signalfire-test-runtime",
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        if (AreAskedFor)
        {
            string[] images = [$"signalfire-gateway:{Tag}", $"signalfire-silo:{Tag}", "signalfire-test-runtime", "signalfire-test-sdk"];
            await Shell.TryAsync("buildah", ["rmi", .. images.Select(image => $"localhost/{image}")]);
        }
    }
}
