using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Functions.Identity;

internal sealed class ApiKeyRowConfiguration : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("ApiKeys");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.Name).HasMaxLength(ApiKeyOrderParser.NameLength);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Property(row => row.PreviousHash).HasMaxLength(64);
    }
}
