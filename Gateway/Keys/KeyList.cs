using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SignalFire.Gateway.Keys;

/// <summary>The keys that one ring is made of, in memory, so that nobody who signs or reads a token ever waits for Redis. Holds what Data Protection adds besides.</summary>
internal sealed class KeyList(IEnumerable<string> keys) : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<string> _keys = [.. keys];

    /// <summary>All keys, each as its XML text.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_gate)
            {
                return [.. _keys];
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Keys.Select(XElement.Parse)];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
        {
            _keys.Add(element.ToString(SaveOptions.DisableFormatting));
        }
    }
}
