using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace SignalFire.Gateway.Keys;

/// <summary>Data Protection with a list of keys; makes the first one when it is empty, and the next one before the last expires.</summary>
internal sealed class KeyRing : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly KeyList _list;

    /// <param name="application">Who shares the keys; a token of another application can't be read.</param>
    /// <param name="keys">The keys there are.</param>
    public KeyRing(string application, IEnumerable<string> keys)
    {
        _list = new KeyList(keys);
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName(application);
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = _list);
        _services = services.BuildServiceProvider();
        Provider = _services.GetRequiredService<IDataProtectionProvider>();
    }

    public IDataProtectionProvider Provider { get; }

    /// <summary>All keys, those that it made besides.</summary>
    public IReadOnlyList<string> Keys => _list.Keys;

    /// <summary>The first key of an application.</summary>
    public static string FirstKey(string application)
    {
        using var ring = new KeyRing(application, []);
        ring.Provider.CreateProtector("first").Protect([]);
        return ring.Keys[0];
    }

    public void Dispose() => _services.Dispose();
}
