using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

/// <summary>An issuer: discovery, keys, and tokens of both kinds of keys; it can change its keys, and be down.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private RSA _rsa = RSA.Create(2048);
    private ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _generation = 1;

    private KeyServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>What a gateway of this issuer is told.</summary>
    public string[] Settings =>
    [
        "SignalFire:Identity:Mode=Jwt",
        $"SignalFire:Identity:Jwt:Authority={Url}",
        $"SignalFire:Identity:Jwt:Audience={Token.Audience}",
        "SignalFire:Identity:Jwt:RequireHttpsMetadata=false",
    ];

    /// <summary>How often its keys were fetched.</summary>
    public int Fetches { get; private set; }

    /// <summary>Answers 500 to whoever asks.</summary>
    public bool IsDown { get; set; }

    /// <summary>What it waits for before it answers; null for nothing.</summary>
    public Task? Held { get; set; }

    /// <summary>Its RSA public key as everybody can have it.</summary>
    public string PublicPem => _rsa.ExportSubjectPublicKeyInfoPem();

    public string RsaKeyId => $"rsa-{_generation}";

    public static async Task<KeyServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new KeyServer(app);
        app.MapGet("/.well-known/openid-configuration", () => server.AnswerAsync(() => $$"""{"issuer":"{{server.Url}}","jwks_uri":"{{server.Url}}/keys"}"""));
        app.MapGet("/keys", () => server.AnswerAsync(server.Keys));
        await app.StartAsync();
        return server;
    }

    /// <summary>A token of its RSA key.</summary>
    public string Rs256(string peer) => Token.Rs256(Token.Claims(peer, issuer: Url), _rsa, RsaKeyId);

    /// <summary>A token of its elliptic key.</summary>
    public string Es256(string peer) => Token.Es256(Token.Claims(peer, issuer: Url), _ec, $"ec-{_generation}");

    /// <summary>New keys; the ones before are not told any more.</summary>
    public void Rotate()
    {
        _generation++;
        _rsa.Dispose();
        _ec.Dispose();
        _rsa = RSA.Create(2048);
        _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
        _ec.Dispose();
    }

    private async Task<IResult> AnswerAsync(Func<string> json)
    {
        await (Held ?? Task.CompletedTask);
        return IsDown ? Results.StatusCode(500) : Results.Text(json(), "application/json");
    }

    private string Keys()
    {
        Fetches++;
        var rsa = _rsa.ExportParameters(includePrivateParameters: false);
        var ec = _ec.ExportParameters(includePrivateParameters: false);
        return $$"""
            {"keys":[
              {"kty":"RSA","use":"sig","kid":"{{RsaKeyId}}","n":"{{Base64Url.EncodeToString(rsa.Modulus)}}","e":"{{Base64Url.EncodeToString(rsa.Exponent)}}"},
              {"kty":"EC","use":"sig","kid":"ec-{{_generation}}","crv":"P-256","x":"{{Base64Url.EncodeToString(ec.Q.X)}}","y":"{{Base64Url.EncodeToString(ec.Q.Y)}}"}
            ]}
            """;
    }
}
