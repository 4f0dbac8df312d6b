using System.Globalization;
using System.Text;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>What the text between two quotes says: slow, plain, and of no relation to the product's code.</summary>
internal static class Spelling
{
    /// <summary>Resolves escapes; a lone surrogate stays one.</summary>
    public static string Read(string written)
    {
        var said = new StringBuilder();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
            {
                said.Append(written[i]);
            }
            else if (written[++i] == 'u')
            {
                said.Append((char)ushort.Parse(written.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                said.Append(Short(written[i]));
            }
        }

        return said.ToString();
    }

    private static char Short(char escape) => escape switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => escape,
    };
}
